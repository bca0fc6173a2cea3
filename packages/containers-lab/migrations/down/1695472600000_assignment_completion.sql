DROP TRIGGER trg_assignments_20_completion_update ON containers_lab.assignments;
DROP TRIGGER trg_assignments_20_completion ON containers_lab.assignments;
DROP FUNCTION containers_lab.keep_assignment_completion();
DROP INDEX containers_lab.assignments_completed_at_index;
ALTER TABLE containers_lab.assignments
    DROP COLUMN updated_at,
    DROP COLUMN notes,
    DROP COLUMN completed_at,
    DROP COLUMN started_at;
