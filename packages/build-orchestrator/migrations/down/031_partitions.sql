DROP FUNCTION build_orchestrator.hide_partition(regclass);
DROP FUNCTION build_orchestrator.list_partitions(text);
DROP FUNCTION build_orchestrator.partition_key(text);
