--! requires: 002_views
--
-- Durations in whole milliseconds, computed by the database.
--
-- Null until the end is known, 0 when the end precedes the start, and the greatest
-- integer for what ran longer than 24.8 days: an integer that overflowed would lose
-- the update that finishes the job. Adding a computed column rewrites the table under
-- an exclusive lock.

ALTER TABLE audit_jobs.jobs
    ADD COLUMN IF NOT EXISTS duration_ms integer GENERATED ALWAYS AS (
        CASE WHEN started_at IS NOT NULL AND finished_at IS NOT NULL THEN
            least(
                round(extract(epoch FROM greatest(finished_at, started_at) - started_at) * 1000),
                2147483647
            )::integer
        END
    ) STORED;

ALTER TABLE audit_jobs.job_stages
    ADD COLUMN IF NOT EXISTS duration_ms integer GENERATED ALWAYS AS (
        CASE WHEN ended_at IS NOT NULL THEN
            least(
                round(extract(epoch FROM greatest(ended_at, started_at) - started_at) * 1000),
                2147483647
            )::integer
        END
    ) STORED;

COMMENT ON COLUMN audit_jobs.jobs.duration_ms
    IS 'From start to finish in milliseconds; null until finished, never below 0, at most 2147483647.';
COMMENT ON COLUMN audit_jobs.job_stages.duration_ms
    IS 'From start to end in milliseconds; null while open, 0 when the end precedes the start, at most 2147483647.';

-- Serve the slowest jobs and stages; what is unfinished stands outside.
CREATE INDEX IF NOT EXISTS idx_jobs_duration_ms
    ON audit_jobs.jobs (duration_ms) WHERE duration_ms IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_job_stages_duration_ms
    ON audit_jobs.job_stages (duration_ms) WHERE duration_ms IS NOT NULL;

DROP VIEW IF EXISTS audit_jobs.recent_jobs;
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
    job.duration_ms,
    job.duration_ms / 1000.0 AS duration_seconds,
    (SELECT count(*) FROM audit_jobs.job_stages AS stage WHERE stage.job_id = job.job_id) AS stage_count
FROM audit_jobs.jobs AS job
ORDER BY job.accepted_at DESC, job.job_id DESC
LIMIT 100;

COMMENT ON VIEW audit_jobs.recent_jobs IS 'The 100 jobs accepted last, newest first.';
