DROP TABLE containers_lab.module_assignments;
DROP TABLE containers_lab.course_assignments;
