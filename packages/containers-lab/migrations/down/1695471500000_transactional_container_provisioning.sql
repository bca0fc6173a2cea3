DROP FUNCTION containers_lab.reserve_container_row(integer, integer, integer, text, integer, integer, integer);
