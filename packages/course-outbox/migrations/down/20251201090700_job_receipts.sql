DROP FUNCTION course_outbox.postpone_receipts(uuid[], boolean[], bigint);
DROP FUNCTION course_outbox.lock_overdue_receipts(text, integer);
DROP FUNCTION course_outbox.acknowledge_job(uuid);
DROP FUNCTION course_outbox.complete_jobs_awaiting_receipts(uuid[], bigint[], bigint);

CREATE OR REPLACE FUNCTION course_outbox.lock_jobs(p_target_queue text, p_limit integer)
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

ALTER TABLE course_outbox.job_outbox
    DROP COLUMN resends,
    DROP COLUMN acked_at,
    DROP COLUMN receipt_due_at;
