DROP FUNCTION containers_lab.assign_module(integer, integer[], integer, timestamptz);
DROP FUNCTION containers_lab.assign_course(integer, integer[], integer, timestamptz);
DROP FUNCTION containers_lab.assign_task(integer, integer[], integer, timestamptz);
