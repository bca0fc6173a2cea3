REVOKE SELECT ON audit_jobs.v_jobs_summary FROM audit_reader;
REVOKE SELECT ON audit_jobs.v_job_last_stage FROM audit_reader;
REVOKE SELECT ON audit_jobs.job_stage_summary FROM audit_reader;
REVOKE SELECT ON audit_jobs.job_metrics_by_bot FROM audit_reader;
REVOKE SELECT ON audit_jobs.migrations_log FROM audit_reader;

REVOKE SELECT (
    id, ts, level, type, job_id, bot_id, inserted_at
) ON audit_jobs.job_events FROM audit_reader;

REVOKE SELECT (
    id, job_id, stage_name, started_at, ended_at, status, duration_ms
) ON audit_jobs.job_stages FROM audit_reader;

REVOKE SELECT (
    job_id, bot_id, state, accepted_at, started_at, finished_at, created_by, correlation_id, attempt, retry_of,
    duration_ms, queue_ms, run_ms, total_ms, total_seconds, redacted_keys
) ON audit_jobs.jobs FROM audit_reader;

REVOKE USAGE ON SCHEMA audit_jobs FROM audit_reader;
