DROP FUNCTION build_orchestrator.resume_queue();
DROP FUNCTION build_orchestrator.pause_queue(varchar, text);
DROP TABLE build_orchestrator.build_queue_pauses;
