DROP FUNCTION build_orchestrator.finish_and_claim_builds(jsonb, varchar, varchar, varchar, integer, interval, integer, numeric);
DROP FUNCTION build_orchestrator.finish_builds(jsonb);
DROP FUNCTION build_orchestrator.cap_build_log(text);
DROP FUNCTION build_orchestrator.build_retry_delay(integer);
