DROP FUNCTION containers_lab.retire_operation_worker(text);
DROP FUNCTION containers_lab.heartbeat_operation_worker(text, bigint[], bigint[], interval, interval);
DROP INDEX containers_lab.idx_operation_queue_claimed_by;
DROP TABLE containers_lab.operation_workers;
