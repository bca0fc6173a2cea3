--! requires: 20251201090100_job_claims
--
-- How an attempt ends. Every function takes ids with the fence each was claimed under and
-- gives those it touched: one left out belongs to somebody else by now. The rows are found
-- by the array of ids, and only then matched with what is said of each.

CREATE FUNCTION course_outbox.complete_jobs(p_outbox_ids uuid[], p_fences bigint[])
    RETURNS SETOF uuid
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_outbox, pg_temp
    SET enable_seqscan = off
    SET enable_nestloop = off
AS $$
BEGIN
    RETURN QUERY
        UPDATE course_outbox.job_outbox AS job
        SET processed_at    = coalesce(job.processed_at, clock_timestamp()),
            next_attempt_at = NULL,
            lease_until     = NULL
        FROM unnest(p_outbox_ids, p_fences) AS held (outbox_id, fence)
        WHERE job.outbox_id = ANY (p_outbox_ids)
            AND job.outbox_id = held.outbox_id
            AND job.fence = held.fence
            AND job.failed_at IS NULL
        RETURNING job.outbox_id;
END;
$$;

COMMENT ON FUNCTION course_outbox.complete_jobs(uuid[], bigint[])
    IS 'Marks jobs as processed. Said twice under the same fence, it gives the same answer.';

CREATE FUNCTION course_outbox.fail_jobs(
    p_outbox_ids     uuid[],
    p_fences         bigint[],
    p_errors         text[],
    p_retries_in_ms  bigint[]
)
    RETURNS TABLE (outbox_id uuid, is_dead boolean)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_outbox, pg_temp
    SET enable_seqscan = off
    SET enable_nestloop = off
AS $$
BEGIN
    RETURN QUERY
        WITH judged AS (
            SELECT job.outbox_id,
                failure.error,
                failure.retry_in_ms,
                -- A lease has counted the attempt already.
                job.attempts + CASE WHEN job.lease_until IS NULL THEN 1 ELSE 0 END AS attempts,
                job.max_attempts
            FROM unnest(p_outbox_ids, p_fences, p_errors, p_retries_in_ms)
                AS failure (outbox_id, fence, error, retry_in_ms)
            JOIN course_outbox.job_outbox AS job
                ON job.outbox_id = failure.outbox_id AND job.fence = failure.fence
            WHERE job.outbox_id = ANY (p_outbox_ids) AND job.processed_at IS NULL AND job.failed_at IS NULL
            FOR UPDATE OF job
        )
        UPDATE course_outbox.job_outbox AS job
        SET attempts        = judged.attempts,
            last_error      = left(judged.error, 2000),
            last_attempt_at = clock_timestamp(),
            lease_until     = NULL,
            next_attempt_at = CASE
                WHEN judged.retry_in_ms IS NOT NULL AND judged.attempts < judged.max_attempts
                    THEN clock_timestamp() + make_interval(secs => judged.retry_in_ms / 1000.0)
            END,
            failed_at       = CASE
                WHEN judged.retry_in_ms IS NULL OR judged.attempts >= judged.max_attempts THEN clock_timestamp()
            END,
            dead_reason     = CASE
                WHEN judged.retry_in_ms IS NULL THEN 'permanent error'
                WHEN judged.attempts >= judged.max_attempts THEN 'attempts used up'
            END
        FROM judged
        WHERE job.outbox_id = ANY (p_outbox_ids) AND job.outbox_id = judged.outbox_id
        RETURNING job.outbox_id, job.failed_at IS NOT NULL;
END;
$$;

COMMENT ON FUNCTION course_outbox.fail_jobs(uuid[], bigint[], text[], bigint[])
    IS 'Records failed attempts: another one after the given milliseconds, or none where that is null or attempts are used up.';

CREATE FUNCTION course_outbox.release_jobs(p_outbox_ids uuid[], p_fences bigint[])
    RETURNS SETOF uuid
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_outbox, pg_temp
    SET enable_seqscan = off
    SET enable_nestloop = off
AS $$
BEGIN
    RETURN QUERY
        UPDATE course_outbox.job_outbox AS job
        SET attempts        = greatest(job.attempts - 1, 0),
            next_attempt_at = NULL,
            lease_until     = NULL
        FROM unnest(p_outbox_ids, p_fences) AS held (outbox_id, fence)
        WHERE job.outbox_id = ANY (p_outbox_ids)
            AND job.outbox_id = held.outbox_id
            AND job.fence = held.fence
            AND job.processed_at IS NULL
            AND job.lease_until IS NOT NULL
        RETURNING job.outbox_id;
END;
$$;

COMMENT ON FUNCTION course_outbox.release_jobs(uuid[], bigint[])
    IS 'Gives leased jobs back untried: ready at once, the attempt not counted.';

CREATE FUNCTION course_outbox.extend_job_leases(p_outbox_ids uuid[], p_fences bigint[], p_lease_ms integer)
    RETURNS SETOF uuid
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_outbox, pg_temp
    SET enable_seqscan = off
    SET enable_nestloop = off
AS $$
BEGIN
    RETURN QUERY
        UPDATE course_outbox.job_outbox AS job
        SET lease_until = clock_timestamp() + make_interval(secs => p_lease_ms / 1000.0)
        FROM unnest(p_outbox_ids, p_fences) AS held (outbox_id, fence)
        WHERE job.outbox_id = ANY (p_outbox_ids)
            AND job.outbox_id = held.outbox_id
            AND job.fence = held.fence
            AND job.processed_at IS NULL
            AND job.lease_until IS NOT NULL
        RETURNING job.outbox_id;
END;
$$;

COMMENT ON FUNCTION course_outbox.extend_job_leases(uuid[], bigint[], integer)
    IS 'Prolongs leases that still stand, counted from now; one that ran out and was not taken back yet stands.';

CREATE FUNCTION course_outbox.sweep_jobs(p_limit integer)
    RETURNS integer
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_outbox, pg_temp
    SET enable_seqscan = off
AS $$
DECLARE
    v_changed  integer;
BEGIN
    UPDATE course_outbox.job_outbox AS job
    SET last_error      = 'The worker that held this job fell silent.',
        lease_until     = NULL,
        -- Longer after each crash, up to a quarter of an hour.
        next_attempt_at = CASE
            WHEN job.attempts < job.max_attempts
                THEN clock_timestamp() + make_interval(secs => least(power(2, least(job.attempts, 10)), 900))
        END,
        failed_at       = CASE WHEN job.attempts >= job.max_attempts THEN clock_timestamp() END,
        dead_reason     = CASE WHEN job.attempts >= job.max_attempts THEN 'crashed worker' END
    WHERE job.outbox_id = ANY (ARRAY(
        SELECT silent.outbox_id
        FROM course_outbox.job_outbox AS silent
        WHERE silent.processed_at IS NULL AND silent.lease_until < clock_timestamp()
        ORDER BY silent.lease_until
        LIMIT p_limit
        FOR UPDATE SKIP LOCKED
    ));
    GET DIAGNOSTICS v_changed = ROW_COUNT;
    RETURN v_changed;
END;
$$;

COMMENT ON FUNCTION course_outbox.sweep_jobs(integer)
    IS 'Takes jobs back whose lease ran out: another attempt later, or dead when all are used up. Any number of processes may sweep.';

REVOKE ALL ON FUNCTION course_outbox.complete_jobs(uuid[], bigint[])              FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.fail_jobs(uuid[], bigint[], text[], bigint[]) FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.release_jobs(uuid[], bigint[])               FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.extend_job_leases(uuid[], bigint[], integer) FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.sweep_jobs(integer)                          FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION course_outbox.complete_jobs(uuid[], bigint[])               TO service_role;
GRANT EXECUTE ON FUNCTION course_outbox.fail_jobs(uuid[], bigint[], text[], bigint[]) TO service_role;
GRANT EXECUTE ON FUNCTION course_outbox.release_jobs(uuid[], bigint[])                TO service_role;
GRANT EXECUTE ON FUNCTION course_outbox.extend_job_leases(uuid[], bigint[], integer)  TO service_role;
GRANT EXECUTE ON FUNCTION course_outbox.sweep_jobs(integer)                           TO service_role;
