DROP TABLE containers_lab.assignment_history;
DROP TABLE containers_lab.assignments;
DROP TABLE containers_lab.tasks;
