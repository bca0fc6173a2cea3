DROP TRIGGER trg_build_queue_10_transition ON build_orchestrator.build_queue;
DROP FUNCTION build_orchestrator.check_build_transition();
