DROP VIEW audit_jobs.recent_jobs;
DROP INDEX audit_jobs.idx_job_stages_duration_ms;
DROP INDEX audit_jobs.idx_jobs_duration_ms;
ALTER TABLE audit_jobs.job_stages DROP COLUMN duration_ms;
ALTER TABLE audit_jobs.jobs DROP COLUMN duration_ms;

CREATE VIEW audit_jobs.recent_jobs WITH (security_invoker = true) AS
SELECT
    job.job_id,
    job.bot_id,
    job.state,
    job.accepted_at,
    job.started_at,
    job.finished_at,
    job.meta,
    job.result,
    job.created_by,
    job.error_message,
    CASE WHEN job.finished_at IS NOT NULL
        THEN round(extract(epoch FROM greatest(job.finished_at, job.started_at) - job.started_at), 3)
    END AS duration_seconds,
    (SELECT count(*) FROM audit_jobs.job_stages AS stage WHERE stage.job_id = job.job_id) AS stage_count
FROM audit_jobs.jobs AS job
ORDER BY job.accepted_at DESC, job.job_id DESC
LIMIT 100;

COMMENT ON VIEW audit_jobs.recent_jobs IS 'The 100 jobs accepted last, newest first.';
