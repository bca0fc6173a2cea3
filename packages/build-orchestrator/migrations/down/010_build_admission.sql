DROP FUNCTION build_orchestrator.fill_places(varchar, integer);
DROP FUNCTION build_orchestrator.admit_next_build(varchar, integer);
DROP FUNCTION build_orchestrator.admit_builds(integer);
