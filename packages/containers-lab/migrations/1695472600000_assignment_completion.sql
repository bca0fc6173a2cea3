-- When an assignment was completed, and what was noted about it.
--
-- completed_at follows the status: set when the assignment is completed, cleared when
-- it is taken up again.

ALTER TABLE containers_lab.assignments
    ADD COLUMN completed_at timestamptz,
    ADD COLUMN notes        text,
    ADD COLUMN updated_at   timestamptz NOT NULL DEFAULT now();

COMMENT ON COLUMN containers_lab.assignments.completed_at IS 'When it was completed, kept by trigger; null while it is not.';
COMMENT ON COLUMN containers_lab.assignments.notes        IS 'What the assignee notes.';
COMMENT ON COLUMN containers_lab.assignments.updated_at   IS 'When it last changed, kept by trigger.';

UPDATE containers_lab.assignments AS assignment
SET completed_at = (
    SELECT max(entry.changed_at)
    FROM containers_lab.assignment_history AS entry
    WHERE entry.assignment_id = assignment.id AND entry.new_status = 'completed'
)
WHERE assignment.status = 'completed';

CREATE INDEX assignments_completed_at_index ON containers_lab.assignments (completed_at);

-- Fires after the trigger that settles the status, by the order of their names.
CREATE FUNCTION containers_lab.keep_assignment_completion()
    RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    NEW.updated_at := now();
    IF NEW.status <> 'completed' THEN
        NEW.completed_at := NULL;
    ELSIF TG_OP = 'INSERT' OR OLD.status <> 'completed' THEN
        NEW.completed_at := coalesce(NEW.completed_at, now());
    ELSE
        NEW.completed_at := coalesce(NEW.completed_at, OLD.completed_at);
    END IF;
    RETURN NEW;
END;
$$;

COMMENT ON FUNCTION containers_lab.keep_assignment_completion() IS 'Makes completed_at follow the status, and updated_at every change.';

REVOKE EXECUTE ON FUNCTION containers_lab.keep_assignment_completion() FROM PUBLIC;

CREATE TRIGGER trg_assignments_20_completion
    BEFORE INSERT OR UPDATE ON containers_lab.assignments
    FOR EACH ROW
    EXECUTE FUNCTION containers_lab.keep_assignment_completion();
