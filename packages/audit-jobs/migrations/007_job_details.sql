--! requires: 005_ms_durations
--
-- What programs of an earlier system read from jobs, and what links jobs to one another.
--
-- Every span of time is computed from the stored times, so that no writer can leave
-- one that contradicts them.

ALTER TABLE audit_jobs.jobs
    ADD COLUMN IF NOT EXISTS error              jsonb,
    ADD COLUMN IF NOT EXISTS estimate           jsonb,
    ADD COLUMN IF NOT EXISTS capacity_snapshot  jsonb,
    ADD COLUMN IF NOT EXISTS stages             jsonb,
    ADD COLUMN IF NOT EXISTS stages_list        jsonb,
    ADD COLUMN IF NOT EXISTS correlation_id     text,
    ADD COLUMN IF NOT EXISTS attempt            integer,
    ADD COLUMN IF NOT EXISTS retry_of           uuid,
    ADD COLUMN IF NOT EXISTS queue_ms integer GENERATED ALWAYS AS (
        CASE WHEN started_at IS NOT NULL THEN
            least(
                round(extract(epoch FROM greatest(started_at, accepted_at) - accepted_at) * 1000),
                2147483647
            )::integer
        END
    ) STORED,
    ADD COLUMN IF NOT EXISTS run_ms integer GENERATED ALWAYS AS (
        CASE WHEN started_at IS NOT NULL AND finished_at IS NOT NULL THEN
            least(
                round(extract(epoch FROM greatest(finished_at, started_at) - started_at) * 1000),
                2147483647
            )::integer
        END
    ) STORED,
    ADD COLUMN IF NOT EXISTS total_ms integer GENERATED ALWAYS AS (
        CASE WHEN finished_at IS NOT NULL THEN
            least(
                round(extract(epoch FROM greatest(finished_at, accepted_at) - accepted_at) * 1000),
                2147483647
            )::integer
        END
    ) STORED,
    ADD COLUMN IF NOT EXISTS total_seconds integer GENERATED ALWAYS AS (
        CASE WHEN started_at IS NOT NULL AND finished_at IS NOT NULL THEN
            least(
                round(extract(epoch FROM greatest(finished_at, started_at) - started_at)),
                2147483647
            )::integer
        END
    ) STORED;

ALTER TABLE audit_jobs.jobs
    DROP CONSTRAINT IF EXISTS ck_jobs_attempt,
    ADD CONSTRAINT ck_jobs_attempt CHECK (attempt > 0);

COMMENT ON COLUMN audit_jobs.jobs.error             IS 'Why it failed: name, message, stack.';
COMMENT ON COLUMN audit_jobs.jobs.estimate          IS 'What was expected of it when it was accepted.';
COMMENT ON COLUMN audit_jobs.jobs.capacity_snapshot IS 'How busy the runner was when it was accepted.';
COMMENT ON COLUMN audit_jobs.jobs.stages            IS 'Stage name to total milliseconds, as the job''s summary told.';
COMMENT ON COLUMN audit_jobs.jobs.stages_list       IS 'The stages in order, as the job''s summary told.';
COMMENT ON COLUMN audit_jobs.jobs.correlation_id    IS 'Shared by jobs that belong to one request.';
COMMENT ON COLUMN audit_jobs.jobs.attempt           IS '1 for the first try.';
-- No foreign key: the retry may be recorded before the job it retries, and outlive it.
COMMENT ON COLUMN audit_jobs.jobs.retry_of          IS 'The job that this one tries again.';
COMMENT ON COLUMN audit_jobs.jobs.queue_ms          IS 'From acceptance to start, in milliseconds, never below 0.';
COMMENT ON COLUMN audit_jobs.jobs.run_ms            IS 'duration_ms under its older name.';
COMMENT ON COLUMN audit_jobs.jobs.total_ms          IS 'From acceptance to finish, in milliseconds, never below 0.';
COMMENT ON COLUMN audit_jobs.jobs.total_seconds     IS 'From start to finish, in whole seconds, rounded.';

-- Retention, trends and throughput go by the time of finishing.
CREATE INDEX IF NOT EXISTS idx_jobs_finished_at
    ON audit_jobs.jobs (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_jobs_correlation_id
    ON audit_jobs.jobs (correlation_id) WHERE correlation_id IS NOT NULL;
-- Serves the search for stuck jobs; holds the running ones only.
CREATE INDEX IF NOT EXISTS idx_jobs_running
    ON audit_jobs.jobs (started_at) WHERE state = 'running';
