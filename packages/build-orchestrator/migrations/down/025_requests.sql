DROP FUNCTION build_orchestrator.wake_workers();
DROP FUNCTION build_orchestrator.request_build(uuid, varchar, text, jsonb, varchar, integer, varchar, uuid, jsonb, integer, integer, integer, numeric, integer, integer, timestamptz, boolean, boolean, boolean, uuid[], varchar);
DROP FUNCTION build_orchestrator.find_cached_build(varchar, varchar, varchar, jsonb);
DROP FUNCTION build_orchestrator.tier_rank(text);
