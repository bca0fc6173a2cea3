--! requires: 1695473110000_operation_outcomes
--
-- Taking back what workers have lost.

-- Any process may run it at any time; rows that another is sweeping are passed over.
CREATE FUNCTION containers_lab.sweep_operations(p_limit integer DEFAULT 500)
    RETURNS TABLE (requeued bigint, given_up bigint, made_ready bigint)
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    WITH expired AS (
        UPDATE containers_lab.operation_queue AS item
        SET status      = CASE WHEN item.attempts < item.max_attempts THEN 'pending' ELSE 'failed' END,
            not_before  = CASE
                WHEN item.attempts < item.max_attempts THEN clock_timestamp() + containers_lab.retry_delay(item.attempts)
            END,
            dead_at     = CASE WHEN item.attempts < item.max_attempts THEN NULL ELSE clock_timestamp() END,
            dead_reason = format('Worker %s has lost it or died.', item.claimed_by),
            claimed_by  = NULL,
            lease_until = NULL
        WHERE item.id = ANY (ARRAY(
            SELECT leased.id
            FROM containers_lab.operation_queue AS leased
            WHERE leased.status = 'in_progress' AND leased.lease_until < clock_timestamp()
            ORDER BY leased.lease_until
            LIMIT p_limit
            FOR UPDATE SKIP LOCKED
        ) || ARRAY(
            SELECT orphaned.id
            FROM containers_lab.operation_workers AS dead
            JOIN containers_lab.operation_queue AS orphaned ON orphaned.claimed_by = dead.worker
            WHERE orphaned.status = 'in_progress' AND dead.lease_until < clock_timestamp()
            LIMIT p_limit
            FOR UPDATE OF orphaned SKIP LOCKED
        ))
        RETURNING item.id, item.container_id, item.status, item.dead_reason, item.attempts
    ), recorded AS (
        INSERT INTO containers_lab.operation_audit (operation_queue_id, container_id, action, details)
        SELECT
            expired.id, expired.container_id,
            CASE expired.status WHEN 'pending' THEN 'retry' WHEN 'cancelled' THEN 'cancel' ELSE 'fail' END,
            jsonb_build_object('reason', expired.dead_reason, 'attempt', expired.attempts)
        FROM expired
    )
    SELECT
        count(*) FILTER (WHERE expired.status = 'pending'), count(*) FILTER (WHERE expired.status <> 'pending')
    INTO requeued, given_up
    FROM expired;

    UPDATE containers_lab.operation_queue AS due
    SET not_before = NULL
    WHERE due.id = ANY (ARRAY(
        SELECT waiting.id
        FROM containers_lab.operation_queue AS waiting
        WHERE waiting.status = 'pending' AND waiting.not_before <= clock_timestamp()
        ORDER BY waiting.not_before
        LIMIT p_limit
        FOR UPDATE SKIP LOCKED
    ));
    GET DIAGNOSTICS made_ready = ROW_COUNT;

    DELETE FROM containers_lab.operation_workers AS dead
    WHERE dead.lease_until < clock_timestamp() - interval '1 hour'
        AND NOT EXISTS (
            SELECT FROM containers_lab.operation_queue AS item WHERE item.claimed_by = dead.worker AND item.status = 'in_progress'
        );
    RETURN NEXT;
END;
$$;

COMMENT ON FUNCTION containers_lab.sweep_operations(integer)
    IS 'Takes back what workers have lost, gives up what was tried often enough, and makes ready what is due.';

REVOKE EXECUTE ON FUNCTION
    containers_lab.sweep_operations(integer)
FROM PUBLIC;
