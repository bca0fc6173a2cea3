--! requires: 007_job_details
--
-- The reporting views with the columns that have come since: recent_jobs shows all a
-- reader of jobs may ask for, job_stage_summary counts in milliseconds.

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
    job.error,
    job.estimate,
    job.capacity_snapshot,
    job.stages,
    job.stages_list,
    job.correlation_id,
    job.attempt,
    job.retry_of,
    job.queue_ms,
    job.run_ms,
    job.total_ms,
    job.total_seconds,
    job.accepted_stamp,
    job.finished_stamp,
    job.summary_stamp,
    job.redacted_keys,
    job.duration_ms / 1000.0 AS duration_seconds,
    (SELECT count(*) FROM audit_jobs.job_stages AS stage WHERE stage.job_id = job.job_id) AS stage_count
FROM audit_jobs.jobs AS job
ORDER BY job.accepted_at DESC, job.job_id DESC
LIMIT 100;

DROP VIEW IF EXISTS audit_jobs.job_stage_summary;
CREATE VIEW audit_jobs.job_stage_summary WITH (security_invoker = true) AS
SELECT
    stage.stage_name,
    count(*)                                           AS total_stages,
    count(*) FILTER (WHERE stage.status = 'succeed')   AS succeeded_stages,
    count(*) FILTER (WHERE stage.status = 'fail')      AS failed_stages,
    round(avg(stage.duration_ms) / 1000, 3)            AS avg_duration_seconds,
    count(*) FILTER (WHERE stage.status = 'start')     AS open_stages,
    round(avg(stage.duration_ms))                      AS avg_duration_ms,
    min(stage.duration_ms)                             AS min_duration_ms,
    max(stage.duration_ms)                             AS max_duration_ms,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY stage.duration_ms)   AS p50_duration_ms,
    percentile_disc(0.95) WITHIN GROUP (ORDER BY stage.duration_ms)  AS p95_duration_ms
FROM audit_jobs.job_stages AS stage
GROUP BY stage.stage_name;

COMMENT ON VIEW audit_jobs.recent_jobs       IS 'The 100 jobs accepted last, newest first.';
COMMENT ON VIEW audit_jobs.job_stage_summary IS 'Per stage name: how often it ran, how it ended, how long it took.';
