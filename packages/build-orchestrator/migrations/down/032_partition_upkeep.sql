-- A log that is partitioned stays so: its default partition takes what has no other, and
-- the functions, once they are back, go on where they stopped.
DROP FUNCTION build_orchestrator.drop_old_partitions(text, integer, boolean);
DROP FUNCTION build_orchestrator.create_partitions(text, integer);
DROP FUNCTION build_orchestrator.add_partition(text, timestamptz, timestamptz);
