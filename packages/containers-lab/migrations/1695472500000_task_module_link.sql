-- A task may belong to a module, and then to the course of that module.

ALTER TABLE containers_lab.tasks
    ADD COLUMN module_id integer,
    ADD CONSTRAINT tasks_module_id_fkey FOREIGN KEY (module_id) REFERENCES containers_lab.modules (id) ON DELETE CASCADE;

COMMENT ON COLUMN containers_lab.tasks.module_id IS 'The module it belongs to.';

CREATE INDEX tasks_module_id_index ON containers_lab.tasks (module_id);

CREATE FUNCTION containers_lab.take_course_from_module()
    RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    SELECT module.course_id INTO NEW.related_course_id FROM containers_lab.modules AS module WHERE module.id = NEW.module_id;
    RETURN NEW;
END;
$$;

COMMENT ON FUNCTION containers_lab.take_course_from_module() IS 'Makes a task in a module belong to the course of the module.';

REVOKE EXECUTE ON FUNCTION containers_lab.take_course_from_module() FROM PUBLIC;

CREATE TRIGGER trg_tasks_course
    BEFORE INSERT OR UPDATE OF module_id, related_course_id ON containers_lab.tasks
    FOR EACH ROW
    WHEN (NEW.module_id IS NOT NULL)
    EXECUTE FUNCTION containers_lab.take_course_from_module();
