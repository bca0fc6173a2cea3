-- When an assignment was started and completed, and what was noted about it.
--
-- completed_at follows the status: set when the assignment is completed, cleared when
-- it is taken up again. started_at is the first start and stays, as the history does.

ALTER TABLE containers_lab.assignments
    ADD COLUMN started_at   timestamptz,
    ADD COLUMN completed_at timestamptz,
    ADD COLUMN notes        text,
    ADD COLUMN updated_at   timestamptz NOT NULL DEFAULT now();

COMMENT ON COLUMN containers_lab.assignments.started_at   IS 'When it was first in progress, kept by trigger; null while it never was.';
COMMENT ON COLUMN containers_lab.assignments.completed_at IS 'When it was completed, kept by trigger; null while it is not.';
COMMENT ON COLUMN containers_lab.assignments.notes        IS 'What the assignee notes.';
COMMENT ON COLUMN containers_lab.assignments.updated_at   IS 'When it last changed, kept by trigger.';

UPDATE containers_lab.assignments AS assignment
SET started_at   = past.started_at,
    completed_at = CASE WHEN assignment.status = 'completed' THEN past.completed_at END
FROM (
    SELECT
        entry.assignment_id,
        min(entry.changed_at) FILTER (WHERE entry.new_status = 'in_progress') AS started_at,
        max(entry.changed_at) FILTER (WHERE entry.new_status = 'completed') AS completed_at
    FROM containers_lab.assignment_history AS entry
    GROUP BY entry.assignment_id
) AS past
WHERE past.assignment_id = assignment.id;

CREATE INDEX assignments_completed_at_index ON containers_lab.assignments (completed_at);

-- Fires after the trigger that settles the status, by the order of their names.
CREATE FUNCTION containers_lab.keep_assignment_completion()
    RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    NEW.updated_at := now();
    IF TG_OP = 'UPDATE' THEN
        NEW.started_at := coalesce(OLD.started_at, NEW.started_at);
    END IF;
    IF NEW.status = 'in_progress' THEN
        NEW.started_at := coalesce(NEW.started_at, now());
    END IF;
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

COMMENT ON FUNCTION containers_lab.keep_assignment_completion() IS 'Makes started_at and completed_at follow the status, and updated_at every change.';

REVOKE EXECUTE ON FUNCTION containers_lab.keep_assignment_completion() FROM PUBLIC;

-- What is only given yet has nothing to be kept; it is spared the call, as many are given at once.
CREATE TRIGGER trg_assignments_20_completion
    BEFORE INSERT ON containers_lab.assignments
    FOR EACH ROW
    WHEN (NEW.status <> 'assigned' OR NEW.completed_at IS NOT NULL OR NEW.updated_at IS DISTINCT FROM now())
    EXECUTE FUNCTION containers_lab.keep_assignment_completion();

CREATE TRIGGER trg_assignments_20_completion_update
    BEFORE UPDATE ON containers_lab.assignments
    FOR EACH ROW
    EXECUTE FUNCTION containers_lab.keep_assignment_completion();
