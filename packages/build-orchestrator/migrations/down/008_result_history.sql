DROP TRIGGER trg_build_results_10_history ON build_orchestrator.build_results;
DROP FUNCTION build_orchestrator.keep_earlier_result();
DROP TABLE build_orchestrator.build_result_history;
ALTER TABLE build_orchestrator.build_artifacts DROP COLUMN attempt;
ALTER TABLE build_orchestrator.build_results DROP COLUMN attempt;
