DROP FUNCTION build_orchestrator.promote_due_builds(integer);
