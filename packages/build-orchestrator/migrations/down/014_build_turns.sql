DROP TRIGGER trg_build_queue_20_prepare ON build_orchestrator.build_queue;
DROP FUNCTION build_orchestrator.prepare_queued_build();
DROP FUNCTION build_orchestrator.turn_distance(varchar);
