DROP FUNCTION build_orchestrator.partition_table(text, text, integer);
DROP FUNCTION build_orchestrator.set_aside(text, text);
DROP FUNCTION build_orchestrator.table_belongings(text);
