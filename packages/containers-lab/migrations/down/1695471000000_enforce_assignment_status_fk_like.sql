DROP TRIGGER trg_assignments_10_status_update ON containers_lab.assignments;
DROP TRIGGER trg_assignments_10_status ON containers_lab.assignments;
DROP FUNCTION containers_lab.keep_assignment_status();
DROP INDEX containers_lab.assignments_assignment_status_id_index;
ALTER TABLE containers_lab.assignments DROP COLUMN assignment_status_id;
DROP TABLE containers_lab.assignment_statuses;
