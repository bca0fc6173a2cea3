DROP FUNCTION containers_lab.report_operation_progress(bigint, bigint, jsonb);
DROP FUNCTION containers_lab.heartbeat_operations(bigint[], bigint[], interval);
DROP FUNCTION containers_lab.claim_operations(text, integer, interval);
DROP FUNCTION containers_lab.enqueue_operation(integer, text, jsonb, timestamptz, integer);
