DROP TABLE containers_lab.modules;
DROP TABLE containers_lab.courses;
