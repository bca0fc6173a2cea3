DROP TABLE containers_lab.template_dependency;
DROP TABLE containers_lab.templates;
DROP TABLE containers_lab.dependency_sets;
