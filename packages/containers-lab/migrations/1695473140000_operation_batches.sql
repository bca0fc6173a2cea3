--! requires: 1695473110000_operation_outcomes
--
-- Many ends at once, and the next claim with them: what the run time of @schemata/worker
-- calls, one statement and one commit a batch.

-- A repeat with the same fence, after an answer that was lost, gives the id again and
-- leaves no second entry.
CREATE FUNCTION containers_lab.complete_operations(p_ids bigint[], p_fences bigint[], p_details jsonb[])
    RETURNS SETOF bigint
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
    SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    RETURN QUERY
    WITH completed AS (
        UPDATE containers_lab.operation_queue AS item
        SET status       = 'completed',
            completed_at = clock_timestamp(),
            claimed_by   = NULL,
            lease_until  = NULL,
            dead_reason  = NULL
        FROM unnest(p_ids, p_fences, p_details) AS done (id, fence, details)
        WHERE item.id = done.id AND item.fence = done.fence AND item.status = 'in_progress'
        RETURNING item.id, item.container_id, done.details
    ), recorded AS (
        INSERT INTO containers_lab.operation_audit (operation_queue_id, container_id, action, details)
        SELECT completed.id, completed.container_id, 'complete', nullif(completed.details, 'null')
        FROM completed
    )
    SELECT completed.id FROM completed
    UNION ALL
    SELECT item.id
    FROM unnest(p_ids, p_fences) AS done (id, fence)
    JOIN containers_lab.operation_queue AS item ON item.id = done.id AND item.fence = done.fence AND item.status = 'completed';
END;
$$;

COMMENT ON FUNCTION containers_lab.complete_operations(bigint[], bigint[], jsonb[])
    IS 'Ends operations well; gives the ids that the worker held, the others are lost.';

-- The caller says how long to wait before the next attempt; null means never.
CREATE FUNCTION containers_lab.fail_operations(p_ids bigint[], p_fences bigint[], p_reasons text[], p_retry_ms double precision[])
    RETURNS TABLE (id bigint, outcome text)
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
    SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH failed AS (
        UPDATE containers_lab.operation_queue AS item
        SET status      = verdict.status,
            not_before  = CASE
                WHEN verdict.status = 'pending' THEN clock_timestamp() + asked.retry_ms * interval '1 millisecond'
            END,
            dead_at     = CASE WHEN verdict.status = 'failed' THEN clock_timestamp() END,
            dead_reason = asked.reason,
            claimed_by  = NULL,
            lease_until = NULL
        FROM unnest(p_ids, p_fences, p_reasons, p_retry_ms) AS asked (id, fence, reason, retry_ms)
        JOIN containers_lab.operation_queue AS judged ON judged.id = asked.id
        CROSS JOIN LATERAL (
            SELECT CASE WHEN asked.retry_ms IS NULL OR judged.attempts >= judged.max_attempts THEN 'failed' ELSE 'pending' END AS status
        ) AS verdict
        WHERE item.id = asked.id AND item.fence = asked.fence AND item.status = 'in_progress'
        RETURNING item.id, item.container_id, item.status, item.attempts, asked.reason
    ), recorded AS (
        INSERT INTO containers_lab.operation_audit (operation_queue_id, container_id, action, details)
        SELECT
            failed.id, failed.container_id,
            CASE failed.status WHEN 'pending' THEN 'retry' WHEN 'cancelled' THEN 'cancel' ELSE 'fail' END,
            jsonb_build_object('reason', failed.reason, 'attempt', failed.attempts)
        FROM failed
    )
    SELECT failed.id, CASE failed.status WHEN 'pending' THEN 'retry' ELSE 'dead' END FROM failed;
END;
$$;

COMMENT ON FUNCTION containers_lab.fail_operations(bigint[], bigint[], text[], double precision[])
    IS 'Ends attempts badly: retry or dead for each that the worker held, the others are lost.';

-- Of what was completed only the refused ids come back, as most often there are none.
CREATE FUNCTION containers_lab.complete_and_claim_operations(
    p_ids      bigint[],
    p_fences   bigint[],
    p_details  jsonb[],
    p_worker   text,
    p_limit    integer,
    p_lease    interval DEFAULT '60 seconds'
)
    RETURNS TABLE (
        refused       boolean,
        id            bigint,
        container_id  integer,
        operation     text,
        payload       jsonb,
        attempts      integer,
        fence         bigint,
        lease_until   timestamptz
    )
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT
        true, asked.id, NULL::integer, NULL::text, NULL::jsonb, NULL::integer, NULL::bigint, NULL::timestamptz
    FROM unnest(p_ids) AS asked (id)
    WHERE asked.id NOT IN (
        SELECT completed.id FROM containers_lab.complete_operations(p_ids, p_fences, p_details) AS completed (id)
    );
    RETURN QUERY
    SELECT
        false, next.id, next.container_id, next.operation, next.payload, next.attempts, next.fence, next.lease_until
    FROM containers_lab.claim_operations(p_worker, p_limit, p_lease) AS next;
END;
$$;

COMMENT ON FUNCTION containers_lab.complete_and_claim_operations(bigint[], bigint[], jsonb[], text, integer, interval)
    IS 'Ends operations well and claims the next ones: first the ids that were lost (refused), then what was claimed.';

CREATE FUNCTION containers_lab.wake_operation_workers()
    RETURNS boolean
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    -- The name of the queue in @schemata/worker, which is this wherever the schema is installed.
    v_queue text := concat_ws('.', 'containers_lab', 'operation_queue');
BEGIN
    -- Notifying makes commits wait for one another, so of many at once only one does.
    IF NOT pg_try_advisory_xact_lock(1937006964, hashtext(v_queue)) THEN
        RETURN false;
    END IF;
    PERFORM pg_notify('schemata_wake', v_queue);
    RETURN true;
END;
$$;

COMMENT ON FUNCTION containers_lab.wake_operation_workers()
    IS 'Makes idle workers look at once, for callers that are not Node: a statement of its own, after the commit of what was asked for. False when another one is doing so.';

REVOKE EXECUTE ON FUNCTION
    containers_lab.complete_operations(bigint[], bigint[], jsonb[]),
    containers_lab.fail_operations(bigint[], bigint[], text[], double precision[]),
    containers_lab.complete_and_claim_operations(bigint[], bigint[], jsonb[], text, integer, interval),
    containers_lab.wake_operation_workers()
FROM PUBLIC;
