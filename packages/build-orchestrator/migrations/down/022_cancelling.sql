DROP FUNCTION build_orchestrator.cancel_build(uuid, varchar, text);
