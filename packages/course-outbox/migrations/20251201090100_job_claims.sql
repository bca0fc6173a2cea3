--! requires: 20251201090000_job_delivery
--
-- Taking jobs: for the length of a transaction, or under a lease.
--
-- Whoever hands over quickly holds row locks: one that dies lets go at once, and nothing
-- is written but the result. Whoever is slow, or must know of crashes, takes a lease,
-- which counts the attempt when it begins.

CREATE FUNCTION course_outbox.lock_jobs(p_target_queue text, p_limit integer)
    RETURNS TABLE (
        outbox_id uuid, entity_id uuid, queue_name varchar, target_queue varchar, job_data jsonb, job_options jsonb,
        created_at timestamptz, attempts integer, fence bigint, order_key text
    )
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_outbox, pg_temp
    SET enable_seqscan = off
    -- Only the indexes of ready and due jobs give the order by themselves: no plan that sorts,
    -- as one over all pending jobs would, dead ones among them.
    SET enable_sort = off
    SET enable_incremental_sort = off
AS $$
DECLARE
    v_due    integer;
    v_now    CONSTANT timestamptz := clock_timestamp();
    v_limit  CONSTANT integer := least(greatest(coalesce(p_limit, 1), 0), 1000);
BEGIN
    -- Up to a quarter for those whose time has come: neither kind starves the other.
    RETURN QUERY
        SELECT job.outbox_id, job.entity_id, job.queue_name, job.target_queue, job.job_data, job.job_options,
            job.created_at, job.attempts + 1, job.fence, job.order_key
        FROM course_outbox.job_outbox AS job
        WHERE job.target_queue = p_target_queue
            AND job.processed_at IS NULL
            AND job.failed_at IS NULL
            AND job.next_attempt_at <= v_now
            AND job.lease_until IS NULL
            AND (job.order_key IS NULL OR NOT EXISTS (
                SELECT FROM course_outbox.job_outbox AS earlier
                WHERE earlier.order_key = job.order_key AND earlier.seq < job.seq AND earlier.processed_at IS NULL
            ))
        ORDER BY job.next_attempt_at
        LIMIT (v_limit + 3) / 4
        FOR UPDATE SKIP LOCKED;
    GET DIAGNOSTICS v_due = ROW_COUNT;
    RETURN QUERY
        SELECT job.outbox_id, job.entity_id, job.queue_name, job.target_queue, job.job_data, job.job_options,
            job.created_at, job.attempts + 1, job.fence, job.order_key
        FROM course_outbox.job_outbox AS job
        WHERE job.target_queue = p_target_queue
            AND job.processed_at IS NULL
            AND job.failed_at IS NULL
            AND job.next_attempt_at IS NULL
            AND job.lease_until IS NULL
            AND (job.order_key IS NULL OR NOT EXISTS (
                SELECT FROM course_outbox.job_outbox AS earlier
                WHERE earlier.order_key = job.order_key AND earlier.seq < job.seq AND earlier.processed_at IS NULL
            ))
        ORDER BY job.created_at, job.seq
        LIMIT v_limit - v_due
        FOR UPDATE SKIP LOCKED;
END;
$$;

COMMENT ON FUNCTION course_outbox.lock_jobs(text, integer)
    IS 'Holds jobs that may be handed over now until the transaction ends; to be completed or failed before it does. Those whose time has come, then the oldest; passes over what others have locked; at most 1,000. Of jobs in strict order only the first. Nothing is written.';

CREATE FUNCTION course_outbox.claim_jobs(p_target_queue text, p_limit integer, p_worker_id text, p_lease_ms integer)
    RETURNS TABLE (
        outbox_id uuid, entity_id uuid, queue_name varchar, target_queue varchar, job_data jsonb, job_options jsonb,
        created_at timestamptz, attempts integer, fence bigint, order_key text
    )
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_outbox, pg_temp
    SET enable_seqscan = off
AS $$
DECLARE
    v_locked  CONSTANT uuid[] := ARRAY(
        SELECT locked.outbox_id FROM course_outbox.lock_jobs(p_target_queue, p_limit) AS locked
    );
BEGIN
    RETURN QUERY
        WITH claimed AS (
            UPDATE course_outbox.job_outbox AS job
            SET fence           = job.fence + 1,
                attempts        = job.attempts + 1,
                claimed_by      = p_worker_id,
                lease_until     = clock_timestamp() + make_interval(secs => p_lease_ms / 1000.0),
                last_attempt_at = clock_timestamp()
            WHERE job.outbox_id = ANY (v_locked)
            RETURNING job.outbox_id, job.entity_id, job.queue_name, job.target_queue, job.job_data, job.job_options,
                job.created_at, job.attempts, job.fence, job.order_key, job.seq
        )
        SELECT claimed.outbox_id, claimed.entity_id, claimed.queue_name, claimed.target_queue, claimed.job_data,
            claimed.job_options, claimed.created_at, claimed.attempts, claimed.fence, claimed.order_key
        FROM claimed
        ORDER BY claimed.created_at, claimed.seq;
END;
$$;

COMMENT ON FUNCTION course_outbox.claim_jobs(text, integer, text, integer)
    IS 'Takes jobs under a lease, counted from now in milliseconds: raises fence and attempts of each.';

REVOKE ALL ON FUNCTION course_outbox.lock_jobs(text, integer)                 FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.claim_jobs(text, integer, text, integer) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION course_outbox.lock_jobs(text, integer)                 TO service_role;
GRANT EXECUTE ON FUNCTION course_outbox.claim_jobs(text, integer, text, integer) TO service_role;
