--! requires: 20251201090600_recent_events
--
-- Receipts: a consumer says in the transaction of its effect that a job was done.
--
-- A job handed over with a receipt awaited is looked after until that comes. One whose
-- receipt is late is handed over again, so that a queue that lost everything loses nothing
-- of it; a second receipt is refused, so that the effect happens once. Of jobs in strict
-- order the next one waits for the receipt of the one before.

ALTER TABLE course_outbox.job_outbox
    ADD COLUMN receipt_due_at  timestamptz,
    ADD COLUMN acked_at        timestamptz,
    ADD COLUMN resends         integer  NOT NULL DEFAULT 0,
    ADD CONSTRAINT ck_job_outbox_receipt CHECK (acked_at IS NULL OR receipt_due_at IS NULL),
    ADD CONSTRAINT ck_job_outbox_resends CHECK (resends >= 0);

COMMENT ON COLUMN course_outbox.job_outbox.receipt_due_at IS 'A receipt is awaited until then; after that the job is handed over again. Null: none is.';
COMMENT ON COLUMN course_outbox.job_outbox.acked_at       IS 'When the effect of the job was committed by its consumer.';
COMMENT ON COLUMN course_outbox.job_outbox.resends        IS 'How often the job was handed over again for want of a receipt.';

-- Serves the search for receipts that are late.
CREATE INDEX idx_job_outbox_receipts
    ON course_outbox.job_outbox (target_queue, receipt_due_at)
    WHERE receipt_due_at IS NOT NULL;

-- Serves the question whether the receipt of an earlier job of the same order is awaited.
CREATE INDEX idx_job_outbox_order_receipts
    ON course_outbox.job_outbox (order_key, seq)
    WHERE receipt_due_at IS NOT NULL AND order_key IS NOT NULL;

COMMENT ON INDEX course_outbox.idx_job_outbox_receipts       IS 'Jobs whose receipt is awaited, by when it is due.';
COMMENT ON INDEX course_outbox.idx_job_outbox_order_receipts IS 'Of them the jobs in strict order.';

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
            AND (job.order_key IS NULL OR NOT EXISTS (
                SELECT FROM course_outbox.job_outbox AS awaited
                WHERE awaited.order_key = job.order_key AND awaited.seq < job.seq AND awaited.receipt_due_at IS NOT NULL
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
            AND (job.order_key IS NULL OR NOT EXISTS (
                SELECT FROM course_outbox.job_outbox AS awaited
                WHERE awaited.order_key = job.order_key AND awaited.seq < job.seq AND awaited.receipt_due_at IS NOT NULL
            ))
        ORDER BY job.created_at, job.seq
        LIMIT v_limit - v_due
        FOR UPDATE SKIP LOCKED;
END;
$$;

COMMENT ON FUNCTION course_outbox.lock_jobs(text, integer)
    IS 'Holds jobs that may be handed over now until the transaction ends; to be completed or failed before it does. Those whose time has come, then the oldest; passes over what others have locked; at most 1,000. Of jobs in strict order only the first, and not before an awaited receipt. Nothing is written.';

CREATE FUNCTION course_outbox.complete_jobs_awaiting_receipts(
    p_outbox_ids         uuid[],
    p_fences             bigint[],
    p_receipt_within_ms  bigint
)
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
            lease_until     = NULL,
            -- The consumer may have been quicker than this mark. One that is awaited already is
            -- due when it was, or a mark said twice would put it off.
            receipt_due_at  = CASE
                WHEN job.acked_at IS NULL THEN coalesce(
                    job.receipt_due_at,
                    clock_timestamp() + make_interval(secs => p_receipt_within_ms / 1000.0)
                )
            END
        FROM unnest(p_outbox_ids, p_fences) AS held (outbox_id, fence)
        WHERE job.outbox_id = ANY (p_outbox_ids)
            AND job.outbox_id = held.outbox_id
            AND job.fence = held.fence
            AND job.failed_at IS NULL
        RETURNING job.outbox_id;
END;
$$;

COMMENT ON FUNCTION course_outbox.complete_jobs_awaiting_receipts(uuid[], bigint[], bigint)
    IS 'Marks jobs as processed as complete_jobs does, and awaits a receipt of each within the given milliseconds.';

CREATE FUNCTION course_outbox.acknowledge_job(p_outbox_id uuid)
    RETURNS text
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_outbox, pg_temp
AS $$
BEGIN
    -- Waits for a relay that is just marking the job, and for a consumer that is just doing it.
    UPDATE course_outbox.job_outbox AS job
    SET acked_at        = clock_timestamp(),
        receipt_due_at  = NULL,
        processed_at    = coalesce(job.processed_at, clock_timestamp()),
        next_attempt_at = NULL,
        lease_until     = NULL,
        failed_at       = NULL,
        dead_reason     = NULL
    WHERE job.outbox_id = p_outbox_id AND job.acked_at IS NULL;
    IF FOUND THEN
        RETURN 'acknowledged';
    END IF;
    PERFORM FROM course_outbox.job_outbox AS job WHERE job.outbox_id = p_outbox_id;
    RETURN CASE WHEN FOUND THEN 'duplicate' ELSE 'unknown' END;
END;
$$;

COMMENT ON FUNCTION course_outbox.acknowledge_job(uuid)
    IS 'The receipt of a job, to be given in the transaction of its effect: acknowledged, duplicate when it was given before, unknown when there is no such job.';

CREATE FUNCTION course_outbox.lock_overdue_receipts(p_target_queue text, p_limit integer)
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
    v_picked  CONSTANT uuid[] := ARRAY(
        SELECT late.outbox_id
        FROM course_outbox.job_outbox AS late
        WHERE late.target_queue = p_target_queue AND late.receipt_due_at <= clock_timestamp()
        ORDER BY late.receipt_due_at
        LIMIT least(greatest(coalesce(p_limit, 1), 0), 1000)
        FOR UPDATE SKIP LOCKED
    );
BEGIN
    RETURN QUERY
        SELECT job.outbox_id, job.entity_id, job.queue_name, job.target_queue, job.job_data, job.job_options,
            job.created_at, job.resends + 1, job.fence, job.order_key
        FROM course_outbox.job_outbox AS job
        WHERE job.outbox_id = ANY (v_picked)
        ORDER BY job.created_at, job.seq;
END;
$$;

COMMENT ON FUNCTION course_outbox.lock_overdue_receipts(text, integer)
    IS 'Holds jobs whose receipt is late until the transaction ends; attempts counts how often they were sent again.';

CREATE FUNCTION course_outbox.postpone_receipts(p_outbox_ids uuid[], p_resent boolean[], p_receipt_within_ms bigint)
    RETURNS TABLE (outbox_id uuid, is_dead boolean)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_outbox, pg_temp
    SET enable_seqscan = off
    SET enable_nestloop = off
AS $$
BEGIN
    RETURN QUERY
        UPDATE course_outbox.job_outbox AS job
        SET resends        = job.resends + CASE WHEN late.resent THEN 1 ELSE 0 END,
            -- Longer after each time, up to a day: a consumer that fails is not helped by haste.
            receipt_due_at = CASE
                WHEN NOT late.resent OR job.resends < job.max_attempts
                    THEN clock_timestamp() + least(
                        make_interval(secs => p_receipt_within_ms / 1000.0 * power(2, least(job.resends, 20))),
                        interval '1 day'
                    )
            END,
            processed_at   = CASE WHEN NOT late.resent OR job.resends < job.max_attempts THEN job.processed_at END,
            failed_at      = CASE WHEN late.resent AND job.resends >= job.max_attempts THEN clock_timestamp() END,
            dead_reason    = CASE WHEN late.resent AND job.resends >= job.max_attempts THEN 'no receipt' END
        FROM unnest(p_outbox_ids, p_resent) AS late (outbox_id, resent)
        WHERE job.outbox_id = ANY (p_outbox_ids)
            AND job.outbox_id = late.outbox_id
            AND job.receipt_due_at IS NOT NULL
        RETURNING job.outbox_id, job.failed_at IS NOT NULL;
END;
$$;

COMMENT ON FUNCTION course_outbox.postpone_receipts(uuid[], boolean[], bigint)
    IS 'Awaits receipts anew: of jobs that were sent again, and of those that still stand in their queue. A job sent again more than max_attempts times is dead.';

REVOKE ALL ON FUNCTION course_outbox.complete_jobs_awaiting_receipts(uuid[], bigint[], bigint) FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.acknowledge_job(uuid)                                     FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.lock_overdue_receipts(text, integer)                      FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.postpone_receipts(uuid[], boolean[], bigint)              FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION course_outbox.complete_jobs_awaiting_receipts(uuid[], bigint[], bigint) TO service_role;
GRANT EXECUTE ON FUNCTION course_outbox.acknowledge_job(uuid)                                     TO service_role;
GRANT EXECUTE ON FUNCTION course_outbox.lock_overdue_receipts(text, integer)                      TO service_role;
GRANT EXECUTE ON FUNCTION course_outbox.postpone_receipts(uuid[], boolean[], bigint)              TO service_role;
