DROP VIEW build_orchestrator.customer_build_usage;
DROP VIEW build_orchestrator.build_performance_summary;
DROP VIEW build_orchestrator.active_builds;
DROP TABLE build_orchestrator.build_metrics;
DROP TABLE build_orchestrator.build_events;
DROP TABLE build_orchestrator.build_artifacts;
DROP TABLE build_orchestrator.build_results;
DROP TABLE build_orchestrator.build_queue;
