--! requires: 008_recording_stamps
--
-- Joins facts about jobs into the rows that are there.
--
-- Joining is commutative and idempotent: each rule below keeps the lesser of two stamps,
-- the earlier of two times or the further of two states. Jobs are locked in the order
-- of their ids and before their stages, so that writers of the same jobs wait for one
-- another rather than deadlock.

CREATE OR REPLACE FUNCTION audit_jobs.record_job_facts(p_jobs json)
    RETURNS integer
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = audit_jobs, pg_temp
AS $$
DECLARE
    v_changed integer;
BEGIN
    INSERT INTO audit_jobs.jobs AS job (
        job_id, bot_id, state, accepted_at, started_at, finished_at,
        accepted_stamp, finished_stamp, summary_stamp,
        meta, created_by, estimate, capacity_snapshot, correlation_id, attempt, retry_of,
        result, error_message, error, stages, stages_list
    )
    SELECT
        fact.job_id, coalesce(fact.bot_id, 'unknown'), fact.state, fact.accepted_at, fact.started_at, fact.finished_at,
        fact.accepted_stamp, fact.finished_stamp, fact.summary_stamp,
        fact.meta::jsonb, fact.created_by::jsonb, fact.estimate::jsonb, fact.capacity_snapshot::jsonb,
        fact.correlation_id, fact.attempt, fact.retry_of,
        fact.result::jsonb, fact.error_message, fact.error::jsonb, fact.stages::jsonb, fact.stages_list::jsonb
    FROM json_to_recordset(p_jobs) AS fact (
        job_id uuid, bot_id text, state text, accepted_at timestamptz, started_at timestamptz, finished_at timestamptz,
        accepted_stamp text, finished_stamp text, summary_stamp text,
        meta text, created_by text, estimate text, capacity_snapshot text, correlation_id text, attempt integer,
        retry_of uuid, result text, error_message text, error text, stages text, stages_list text
    )
    ORDER BY fact.job_id
    ON CONFLICT (job_id) DO UPDATE SET
        -- Until the acceptance is told, what the other events give away about it.
        accepted_at = CASE
            WHEN excluded.accepted_stamp < job.accepted_stamp THEN excluded.accepted_at
            WHEN job.accepted_stamp = '~' THEN least(job.accepted_at, excluded.accepted_at)
            ELSE job.accepted_at
        END,
        bot_id = CASE
            WHEN excluded.accepted_stamp < job.accepted_stamp THEN excluded.bot_id
            WHEN job.accepted_stamp = '~' THEN coalesce(
                least(nullif(job.bot_id, 'unknown') COLLATE "C", nullif(excluded.bot_id, 'unknown') COLLATE "C"),
                'unknown'
            )
            ELSE job.bot_id
        END,
        accepted_stamp = least(job.accepted_stamp, excluded.accepted_stamp),
        meta = CASE
            WHEN excluded.accepted_stamp < job.accepted_stamp THEN excluded.meta
            ELSE job.meta
        END,
        created_by = CASE
            WHEN excluded.accepted_stamp < job.accepted_stamp THEN excluded.created_by
            ELSE job.created_by
        END,
        estimate = CASE
            WHEN excluded.accepted_stamp < job.accepted_stamp THEN excluded.estimate
            ELSE job.estimate
        END,
        capacity_snapshot = CASE
            WHEN excluded.accepted_stamp < job.accepted_stamp THEN excluded.capacity_snapshot
            ELSE job.capacity_snapshot
        END,
        correlation_id = CASE
            WHEN excluded.accepted_stamp < job.accepted_stamp THEN excluded.correlation_id
            ELSE job.correlation_id
        END,
        attempt = CASE
            WHEN excluded.accepted_stamp < job.accepted_stamp THEN excluded.attempt
            ELSE job.attempt
        END,
        retry_of = CASE
            WHEN excluded.accepted_stamp < job.accepted_stamp THEN excluded.retry_of
            ELSE job.retry_of
        END,

        started_at = least(job.started_at, excluded.started_at),

        -- A final state gives way to an earlier one only, and one that was written by hand to none.
        state = CASE
            WHEN excluded.finished_stamp < '~'
                AND (job.state IN ('queued', 'running') OR excluded.finished_stamp < nullif(job.finished_stamp, '~'))
                THEN excluded.state
            WHEN job.state = 'queued' AND excluded.state = 'running' THEN 'running'
            ELSE job.state
        END,
        finished_at = CASE
            WHEN excluded.finished_stamp < '~'
                AND (job.state IN ('queued', 'running') OR excluded.finished_stamp < nullif(job.finished_stamp, '~'))
                THEN excluded.finished_at
            ELSE job.finished_at
        END,
        result = CASE
            WHEN excluded.finished_stamp < '~'
                AND (job.state IN ('queued', 'running') OR excluded.finished_stamp < nullif(job.finished_stamp, '~'))
                THEN excluded.result
            ELSE job.result
        END,
        error_message = CASE
            WHEN excluded.finished_stamp < '~'
                AND (job.state IN ('queued', 'running') OR excluded.finished_stamp < nullif(job.finished_stamp, '~'))
                THEN excluded.error_message
            ELSE job.error_message
        END,
        error = CASE
            WHEN excluded.finished_stamp < '~'
                AND (job.state IN ('queued', 'running') OR excluded.finished_stamp < nullif(job.finished_stamp, '~'))
                THEN excluded.error
            ELSE job.error
        END,
        finished_stamp = CASE
            WHEN excluded.finished_stamp < '~'
                AND (job.state IN ('queued', 'running') OR excluded.finished_stamp < nullif(job.finished_stamp, '~'))
                THEN excluded.finished_stamp
            ELSE job.finished_stamp
        END,

        stages = CASE
            WHEN excluded.summary_stamp < job.summary_stamp THEN excluded.stages
            ELSE job.stages
        END,
        stages_list = CASE
            WHEN excluded.summary_stamp < job.summary_stamp THEN excluded.stages_list
            ELSE job.stages_list
        END,
        summary_stamp = least(job.summary_stamp, excluded.summary_stamp)
    -- Only where one of the rules changes something: a repetition writes nothing. What
    -- was redacted is not filled again.
    WHERE job.redacted_keys IS NULL
        AND (
            excluded.accepted_stamp < job.accepted_stamp
            OR excluded.summary_stamp < job.summary_stamp
            OR excluded.started_at < job.started_at
            OR job.started_at IS NULL AND excluded.started_at IS NOT NULL
            OR job.state = 'queued' AND excluded.state <> 'queued'
            OR excluded.finished_stamp < '~'
                AND (job.state IN ('queued', 'running') OR excluded.finished_stamp < nullif(job.finished_stamp, '~'))
            OR job.accepted_stamp = '~' AND (
                excluded.accepted_at < job.accepted_at
                OR excluded.bot_id <> 'unknown'
                    AND (job.bot_id = 'unknown' OR excluded.bot_id COLLATE "C" < job.bot_id COLLATE "C")
            )
        );
    GET DIAGNOSTICS v_changed = ROW_COUNT;
    RETURN v_changed;
END;
$$;

COMMENT ON FUNCTION audit_jobs.record_job_facts(json)
    IS 'Joins an array of facts, one object a job, into jobs; gives the number of rows that changed.';

REVOKE EXECUTE ON FUNCTION audit_jobs.record_job_facts(json) FROM PUBLIC;
