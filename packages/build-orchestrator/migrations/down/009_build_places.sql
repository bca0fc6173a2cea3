DROP TRIGGER trg_licenses_10_places ON build_orchestrator.licenses;
DROP TRIGGER trg_build_queue_30_place ON build_orchestrator.build_queue;
DROP FUNCTION build_orchestrator.follow_license_limit();
DROP FUNCTION build_orchestrator.free_place();
DROP TABLE build_orchestrator.build_admissions;
DROP TABLE build_orchestrator.build_places;
