DROP VIEW containers_lab.task_overview;
DROP VIEW containers_lab.course_overview;
