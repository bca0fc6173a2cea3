--! requires: 011_job_events
--! requires: 012_view_columns
--
-- What the role audit_reader may read: everything but what came from outside.
--
-- Left out are meta, result, the errors with their messages, estimates and summaries of
-- jobs, meta and error of stages, payloads of events: they hold what users and web
-- pages said. Columns added later are closed until they are granted.

GRANT USAGE ON SCHEMA audit_jobs TO audit_reader;

GRANT SELECT (
    job_id, bot_id, state, accepted_at, started_at, finished_at, created_by, correlation_id, attempt, retry_of,
    duration_ms, queue_ms, run_ms, total_ms, total_seconds, redacted_keys
) ON audit_jobs.jobs TO audit_reader;

GRANT SELECT (
    id, job_id, stage_name, started_at, ended_at, status, duration_ms
) ON audit_jobs.job_stages TO audit_reader;

GRANT SELECT (
    id, ts, level, type, job_id, bot_id, inserted_at
) ON audit_jobs.job_events TO audit_reader;

GRANT SELECT ON audit_jobs.migrations_log TO audit_reader;
GRANT SELECT ON audit_jobs.job_metrics_by_bot TO audit_reader;
GRANT SELECT ON audit_jobs.job_stage_summary TO audit_reader;
GRANT SELECT ON audit_jobs.v_job_last_stage TO audit_reader;
GRANT SELECT ON audit_jobs.v_jobs_summary TO audit_reader;
