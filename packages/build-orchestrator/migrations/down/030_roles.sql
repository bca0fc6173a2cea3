REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA build_orchestrator FROM build_app, build_worker, build_maintenance;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA build_orchestrator FROM build_app, build_worker, build_maintenance;
REVOKE ALL ON ALL TABLES IN SCHEMA build_orchestrator FROM build_app, build_worker, build_maintenance;
REVOKE USAGE ON SCHEMA build_orchestrator FROM build_app, build_worker, build_maintenance;
