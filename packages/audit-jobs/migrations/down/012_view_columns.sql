DROP VIEW audit_jobs.job_stage_summary;
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

COMMENT ON VIEW audit_jobs.job_stage_summary IS 'Per stage name: how often it ran, how it ended, how long it took.';

DROP VIEW audit_jobs.recent_jobs;
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
