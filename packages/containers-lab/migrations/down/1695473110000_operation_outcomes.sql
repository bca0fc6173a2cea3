DROP FUNCTION containers_lab.redrive_operation(bigint);
DROP FUNCTION containers_lab.release_operations(bigint[], bigint[]);
DROP FUNCTION containers_lab.fail_operation(bigint, bigint, text, boolean);
DROP FUNCTION containers_lab.retry_delay(integer);
DROP FUNCTION containers_lab.complete_operation(bigint, bigint, jsonb);
