-- A handful of jobs to look at: two days of one bot, a failure, a cancellation, a job
-- that runs and one that waits. Running it again adds nothing.

INSERT INTO audit_jobs.jobs (
    job_id, bot_id, state, accepted_at, started_at, finished_at, meta, result, created_by, error_message
)
SELECT
    sample.job_id::uuid, sample.bot_id, sample.state,
    date_trunc('hour', now()) + sample.accepted::interval,
    date_trunc('hour', now()) + sample.started::interval,
    date_trunc('hour', now()) + sample.finished::interval,
    sample.meta::jsonb, sample.result::jsonb, '{"name": "Ada", "role": "operator"}'::jsonb, sample.error_message
FROM (
    VALUES
        ('5a3b0000-0000-4000-8000-000000000001', 'invoice-bot', 'succeeded', '-26 hours', '-25 hours -59 minutes', '-25 hours -50 minutes', '{"invoice": 17}', '{"pages": 3}', NULL),
        ('5a3b0000-0000-4000-8000-000000000002', 'invoice-bot', 'failed', '-3 hours', '-2 hours -59 minutes', '-2 hours -58 minutes', '{"invoice": 18}', NULL, 'The login form did not appear.'),
        ('5a3b0000-0000-4000-8000-000000000003', 'invoice-bot', 'canceled', '-2 hours', NULL, '-1 hour -50 minutes', '{"invoice": 19}', NULL, 'Not needed any more.'),
        ('5a3b0000-0000-4000-8000-000000000004', 'report-bot', 'running', '-1 hour', '-59 minutes', NULL, '{"report": "daily"}', NULL, NULL),
        ('5a3b0000-0000-4000-8000-000000000005', 'report-bot', 'queued', '-10 minutes', NULL, NULL, '{"report": "weekly"}', NULL, NULL)
) AS sample (job_id, bot_id, state, accepted, started, finished, meta, result, error_message)
ON CONFLICT (job_id) DO NOTHING;

INSERT INTO audit_jobs.job_stages (job_id, stage_name, started_at, ended_at, status, error)
SELECT
    job.job_id, sample.stage_name,
    job.started_at + sample.began::interval,
    job.started_at + sample.ended::interval,
    sample.status, sample.error::jsonb
FROM (
    VALUES
        ('5a3b0000-0000-4000-8000-000000000001', 'login', '0 seconds', '20 seconds', 'succeed', NULL),
        ('5a3b0000-0000-4000-8000-000000000001', 'fill-form', '20 seconds', '9 minutes', 'succeed', NULL),
        ('5a3b0000-0000-4000-8000-000000000002', 'login', '0 seconds', '60 seconds', 'fail', '{"name": "TimeoutError", "message": "The login form did not appear."}'),
        ('5a3b0000-0000-4000-8000-000000000004', 'login', '0 seconds', '15 seconds', 'succeed', NULL),
        ('5a3b0000-0000-4000-8000-000000000004', 'collect', '15 seconds', NULL, 'start', NULL)
) AS sample (job_id, stage_name, began, ended, status, error)
JOIN audit_jobs.jobs AS job ON job.job_id = sample.job_id::uuid
WHERE NOT EXISTS (
    SELECT FROM audit_jobs.job_stages AS stage
    WHERE stage.job_id = job.job_id AND stage.stage_name = sample.stage_name
);
