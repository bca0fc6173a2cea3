DROP FUNCTION build_orchestrator.check_prepared(text);
DROP FUNCTION build_orchestrator.cancel_partitioning(text);
DROP FUNCTION build_orchestrator.prepare_partitioning(text, text);
DROP FUNCTION build_orchestrator.partition_boundary(text);
DROP FUNCTION build_orchestrator.check_partitionable(text);
