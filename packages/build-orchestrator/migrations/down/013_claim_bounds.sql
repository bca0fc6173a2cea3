DROP FUNCTION build_orchestrator.serving_turn(integer);
DROP TABLE build_orchestrator.build_claim_bounds;
