DROP TRIGGER trg_build_queue_40_dependents ON build_orchestrator.build_queue;
DROP TABLE build_orchestrator.build_dependencies;
DROP FUNCTION build_orchestrator.lose_dependency();
DROP FUNCTION build_orchestrator.meet_dependency(uuid, uuid);
DROP FUNCTION build_orchestrator.settle_dependents();
DROP FUNCTION build_orchestrator.add_dependency();
