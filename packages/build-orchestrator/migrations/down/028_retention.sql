DROP FUNCTION build_orchestrator.clean_up_trials(integer, integer);
DROP FUNCTION build_orchestrator.expire_artifacts(integer);
DROP FUNCTION build_orchestrator.expire_cache_entries(integer);
DROP FUNCTION build_orchestrator.purge_old_rows(text, integer, integer);
DROP TRIGGER trg_customers_10_system ON build_orchestrator.customers;
DROP FUNCTION build_orchestrator.protect_system_customer();
DROP FUNCTION build_orchestrator.require_not_negative(text, integer);
