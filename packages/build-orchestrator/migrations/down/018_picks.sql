DROP FUNCTION build_orchestrator.prefer_aged_builds(uuid[], integer, interval, varchar, integer, numeric);
DROP FUNCTION build_orchestrator.pick_aged_builds(integer, interval, varchar, integer, numeric);
DROP FUNCTION build_orchestrator.find_oldest_builds(integer, timestamptz, varchar, integer, numeric);
DROP FUNCTION build_orchestrator.find_ready_builds(integer, boolean, varchar);
DROP FUNCTION build_orchestrator.note_claim_bound(uuid[], boolean, timestamptz, build_orchestrator.build_claim_bounds);
DROP FUNCTION build_orchestrator.count_walked(boolean, varchar);
DROP FUNCTION build_orchestrator.pick_builds_from(integer, boolean, varchar, bigint[], timestamptz[]);
DROP FUNCTION build_orchestrator.pick_builds(integer, boolean, varchar, integer, numeric);
