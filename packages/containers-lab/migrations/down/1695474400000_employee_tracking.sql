DROP VIEW containers_lab.employee_work;
DROP VIEW containers_lab.employee_tracking;
