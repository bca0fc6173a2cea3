DROP FUNCTION containers_lab.sweep_import_jobs(integer);
DROP FUNCTION containers_lab.redrive_import_job(integer);
DROP FUNCTION containers_lab.fail_import_job(integer, bigint, text, boolean);
DROP FUNCTION containers_lab.complete_import_job(integer, bigint, text);
DROP FUNCTION containers_lab.record_import_error(integer, bigint, integer, text, jsonb);
DROP FUNCTION containers_lab.heartbeat_import_job(integer, bigint, integer, integer, interval);
DROP FUNCTION containers_lab.claim_import_jobs(text, integer, interval);
