DROP TABLE build_orchestrator.build_cache_customers;
DROP TABLE build_orchestrator.build_access_log;
DROP TABLE build_orchestrator.build_cache_registry;
DROP TABLE build_orchestrator.registry_credentials;
DROP TABLE build_orchestrator.licenses;
DROP TABLE build_orchestrator.customers;
DROP TABLE build_orchestrator.schema_migrations;
DROP SCHEMA build_orchestrator;
