DROP FUNCTION containers_lab.wake_operation_workers();
DROP FUNCTION containers_lab.complete_and_claim_operations(bigint[], bigint[], jsonb[], text, integer, interval);
DROP FUNCTION containers_lab.fail_operations(bigint[], bigint[], text[], double precision[]);
DROP FUNCTION containers_lab.complete_operations(bigint[], bigint[], jsonb[]);
