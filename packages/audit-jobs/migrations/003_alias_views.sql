--! requires: 001_init
--
-- The same facts under the names and columns that older programs ask for.

DROP VIEW IF EXISTS audit_jobs.v_job_stages;
CREATE VIEW audit_jobs.v_job_stages WITH (security_invoker = true) AS
SELECT
    stage.job_id,
    stage.stage_name AS stage,
    stage.status,
    stage.started_at,
    stage.ended_at,
    CASE WHEN stage.ended_at IS NOT NULL THEN
        least(
            round(extract(epoch FROM greatest(stage.ended_at, stage.started_at) - stage.started_at) * 1000),
            2147483647
        )::integer
    END AS duration_ms,
    stage.meta,
    stage.error
FROM audit_jobs.job_stages AS stage;

DROP VIEW IF EXISTS audit_jobs.v_job_last_stage;
CREATE VIEW audit_jobs.v_job_last_stage WITH (security_invoker = true) AS
SELECT DISTINCT ON (stage.job_id)
    stage.job_id,
    stage.stage_name,
    stage.status,
    stage.started_at,
    stage.ended_at,
    CASE WHEN stage.ended_at IS NOT NULL THEN
        least(
            round(extract(epoch FROM greatest(stage.ended_at, stage.started_at) - stage.started_at) * 1000),
            2147483647
        )::integer
    END AS duration_ms
FROM audit_jobs.job_stages AS stage
ORDER BY stage.job_id, stage.started_at DESC, stage.id DESC;

DROP VIEW IF EXISTS audit_jobs.v_jobs_summary;
CREATE VIEW audit_jobs.v_jobs_summary WITH (security_invoker = true) AS
SELECT
    job.job_id,
    job.bot_id,
    job.state,
    job.accepted_at,
    job.started_at,
    job.finished_at,
    CASE WHEN job.finished_at IS NOT NULL THEN
        least(
            round(extract(epoch FROM greatest(job.finished_at, job.started_at) - job.started_at)),
            2147483647
        )::integer
    END AS total_seconds,
    (
        -- Of a stage that ran more than once, the last run.
        SELECT jsonb_object_agg(
            run.stage_name,
            jsonb_build_object(
                'status', run.status,
                'started_at', run.started_at,
                'ended_at', run.ended_at,
                'duration_ms', CASE WHEN run.ended_at IS NOT NULL THEN
                    least(
                        round(extract(epoch FROM greatest(run.ended_at, run.started_at) - run.started_at) * 1000),
                        2147483647
                    )::integer
                END
            )
            ORDER BY run.started_at, run.id
        )
        FROM audit_jobs.job_stages AS run
        WHERE run.job_id = job.job_id
    ) AS stages_map,
    CASE WHEN job.finished_at IS NOT NULL THEN
        least(
            round(extract(epoch FROM greatest(job.finished_at, job.accepted_at) - job.accepted_at) * 1000),
            2147483647
        )::integer
    END AS total_ms,
    last.stage_name AS last_stage,
    last.status AS last_stage_status
FROM audit_jobs.jobs AS job
LEFT JOIN LATERAL (
    SELECT stage.stage_name, stage.status
    FROM audit_jobs.job_stages AS stage
    WHERE stage.job_id = job.job_id
    ORDER BY stage.started_at DESC, stage.id DESC
    LIMIT 1
) AS last ON true;

COMMENT ON VIEW audit_jobs.v_job_stages     IS 'job_stages with the name of the stage in `stage`.';
COMMENT ON VIEW audit_jobs.v_job_last_stage IS 'The stage of each job that began last.';
COMMENT ON VIEW audit_jobs.v_jobs_summary   IS 'One row for each job, its stages in one object by name.';
