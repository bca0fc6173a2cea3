DROP TABLE containers_lab.operation_audit;
DROP TABLE containers_lab.operation_queue;
DROP FUNCTION containers_lab.delay_scheduled_operation();
