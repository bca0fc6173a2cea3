DROP VIEW containers_lab.module_progress;
DROP VIEW containers_lab.course_progress;
DROP VIEW containers_lab.user_tasks;
