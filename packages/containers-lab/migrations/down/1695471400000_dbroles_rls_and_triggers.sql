DROP TRIGGER trg_assignment_notify_update ON containers_lab.assignments;
DROP TRIGGER trg_assignment_notify ON containers_lab.assignments;
DROP FUNCTION containers_lab.assignment_notify_trigger();
DROP TRIGGER trg_assignment_history_update ON containers_lab.assignments;
DROP TRIGGER trg_assignment_history ON containers_lab.assignments;
DROP FUNCTION containers_lab.assignment_status_history();
DROP FUNCTION containers_lab.release_advisory_lock(bigint);
DROP FUNCTION containers_lab.acquire_advisory_lock(bigint, integer);
