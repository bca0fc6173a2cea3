DROP TRIGGER trg_tasks_course ON containers_lab.tasks;
DROP FUNCTION containers_lab.take_course_from_module();
DROP INDEX containers_lab.tasks_module_id_index;
ALTER TABLE containers_lab.tasks DROP COLUMN module_id;
