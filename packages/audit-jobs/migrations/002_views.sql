--! requires: 001_init
--
-- The three reporting views.
--
-- Each is dropped first, so that a second pass over the files meets no view of
-- another shape: CREATE OR REPLACE cannot take a column away.

DROP VIEW IF EXISTS audit_jobs.job_metrics_by_bot;
CREATE VIEW audit_jobs.job_metrics_by_bot WITH (security_invoker = true) AS
SELECT
    job.bot_id,
    count(*)                                          AS total_jobs,
    count(*) FILTER (WHERE job.state = 'succeeded')   AS succeeded_jobs,
    count(*) FILTER (WHERE job.state = 'failed')      AS failed_jobs,
    -- An end before its start counts as no time at all; a job without both counts not at all.
    round(avg(extract(epoch FROM greatest(job.finished_at, job.started_at) - job.started_at))
        FILTER (WHERE job.finished_at IS NOT NULL), 3) AS avg_duration_seconds,
    -- Null, not 0, for a bot that has neither succeeded nor failed.
    round(
        100.0 * count(*) FILTER (WHERE job.state = 'succeeded')
        / nullif(count(*) FILTER (WHERE job.state IN ('succeeded', 'failed')), 0),
        2
    ) AS success_rate
FROM audit_jobs.jobs AS job
GROUP BY job.bot_id;

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
    CASE WHEN job.finished_at IS NOT NULL
        THEN round(extract(epoch FROM greatest(job.finished_at, job.started_at) - job.started_at), 3)
    END AS duration_seconds,
    (SELECT count(*) FROM audit_jobs.job_stages AS stage WHERE stage.job_id = job.job_id) AS stage_count
FROM audit_jobs.jobs AS job
ORDER BY job.accepted_at DESC, job.job_id DESC
LIMIT 100;

DROP VIEW IF EXISTS audit_jobs.job_stage_summary;
CREATE VIEW audit_jobs.job_stage_summary WITH (security_invoker = true) AS
SELECT
    stage.stage_name,
    count(*)                                          AS total_stages,
    count(*) FILTER (WHERE stage.status = 'succeed')  AS succeeded_stages,
    count(*) FILTER (WHERE stage.status = 'fail')     AS failed_stages,
    round(avg(extract(epoch FROM greatest(stage.ended_at, stage.started_at) - stage.started_at))
        FILTER (WHERE stage.ended_at IS NOT NULL), 3) AS avg_duration_seconds
FROM audit_jobs.job_stages AS stage
GROUP BY stage.stage_name;

COMMENT ON VIEW audit_jobs.job_metrics_by_bot
    IS 'Per bot: jobs, average seconds of finished ones, percentage succeeded of those that succeeded or failed.';
COMMENT ON VIEW audit_jobs.recent_jobs       IS 'The 100 jobs accepted last, newest first.';
COMMENT ON VIEW audit_jobs.job_stage_summary IS 'Per stage name: how often it ran, how it ended, how long it took.';
