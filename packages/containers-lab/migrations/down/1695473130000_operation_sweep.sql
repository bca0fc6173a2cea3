DROP FUNCTION containers_lab.sweep_operations(integer);
