-- Drops everything this package made: every job, stage and event is gone afterwards.
--
-- For development only, and no step: it is never applied with the others. It refuses
-- to run unless the session says that it means it:
--
--     SET schemata.environment = 'development';
--
-- The schema itself stays, as other objects may live in it.

DO $$
BEGIN
    IF current_setting('schemata.environment', true) IS DISTINCT FROM 'development' THEN
        RAISE EXCEPTION 'the reset drops every job, and the session is not marked as one of development'
            USING ERRCODE = 'JA001',
                HINT = 'On a development database, run SET schemata.environment = ''development'' first.';
    END IF;
END;
$$;

DROP VIEW IF EXISTS audit_jobs.v_jobs_summary;
DROP VIEW IF EXISTS audit_jobs.v_job_last_stage;
DROP VIEW IF EXISTS audit_jobs.v_job_stages;
DROP VIEW IF EXISTS audit_jobs.job_stage_summary;
DROP VIEW IF EXISTS audit_jobs.recent_jobs;
DROP VIEW IF EXISTS audit_jobs.job_metrics_by_bot;
DROP FUNCTION IF EXISTS audit_jobs.mask_keys(jsonb, text[]);
DROP FUNCTION IF EXISTS audit_jobs.record_stage_facts(json);
DROP FUNCTION IF EXISTS audit_jobs.record_job_facts(json);
DROP FUNCTION IF EXISTS audit_jobs.merge_objects(jsonb, jsonb);
DROP TABLE IF EXISTS audit_jobs.job_events;
DROP TABLE IF EXISTS audit_jobs.job_stages;
DROP TABLE IF EXISTS audit_jobs.jobs;
DROP TABLE IF EXISTS audit_jobs.migrations_log;
