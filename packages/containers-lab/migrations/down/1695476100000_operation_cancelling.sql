DROP FUNCTION containers_lab.cancel_requests(bigint[], bigint[]);
DROP FUNCTION containers_lab.cancel_operation(bigint, text);
REVOKE UPDATE (cancel_requested_at, cancel_reason) ON containers_lab.operation_queue FROM app_role;
DROP POLICY operation_queue_update ON containers_lab.operation_queue;
DROP TRIGGER trg_operation_queue_cancelled ON containers_lab.operation_queue;
DROP FUNCTION containers_lab.end_cancelled_operation();
