--! requires: 1695473100000_operation_queue_functions
--
-- How an operation ends, or comes back: done, failed, handed back, put back.

CREATE FUNCTION containers_lab.complete_operation(p_id bigint, p_fence bigint, p_details jsonb DEFAULT NULL)
    RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    WITH completed AS (
        UPDATE containers_lab.operation_queue AS item
        SET status       = 'completed',
            completed_at = clock_timestamp(),
            claimed_by   = NULL,
            lease_until  = NULL,
            dead_reason  = NULL
        WHERE item.id = p_id AND item.fence = p_fence AND item.status = 'in_progress'
        RETURNING item.id, item.container_id
    )
    INSERT INTO containers_lab.operation_audit (operation_queue_id, container_id, action, details)
    SELECT completed.id, completed.container_id, 'complete', p_details
    FROM completed;
    RETURN FOUND;
END;
$$;

COMMENT ON FUNCTION containers_lab.complete_operation(bigint, bigint, jsonb)
    IS 'Ends an operation well; false when the worker has lost it, and then nothing is written.';

-- Waits double from two seconds to an hour, with up to a fifth more so that operations
-- that failed together do not come back together.
CREATE FUNCTION containers_lab.retry_delay(p_attempts integer)
    RETURNS interval
    LANGUAGE sql
    VOLATILE
    SET search_path = containers_lab, pg_temp
AS $$
    SELECT make_interval(secs => least(2 ^ least(greatest(p_attempts, 1), 20), 3600) * (1 + random() / 5));
$$;

COMMENT ON FUNCTION containers_lab.retry_delay(integer) IS 'How long to wait before the next attempt.';

CREATE FUNCTION containers_lab.fail_operation(p_id bigint, p_fence bigint, p_reason text, p_retry boolean DEFAULT true)
    RETURNS text
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_status text;
BEGIN
    WITH failed AS (
        UPDATE containers_lab.operation_queue AS item
        SET status      = CASE WHEN p_retry AND item.attempts < item.max_attempts THEN 'pending' ELSE 'failed' END,
            not_before  = CASE
                WHEN p_retry AND item.attempts < item.max_attempts
                THEN clock_timestamp() + containers_lab.retry_delay(item.attempts)
            END,
            dead_at     = CASE WHEN p_retry AND item.attempts < item.max_attempts THEN NULL ELSE clock_timestamp() END,
            dead_reason = p_reason,
            claimed_by  = NULL,
            lease_until = NULL
        WHERE item.id = p_id AND item.fence = p_fence AND item.status = 'in_progress'
        RETURNING item.id, item.container_id, item.status, item.attempts
    ), recorded AS (
        INSERT INTO containers_lab.operation_audit (operation_queue_id, container_id, action, details)
        SELECT
            failed.id, failed.container_id,
            CASE failed.status WHEN 'pending' THEN 'retry' WHEN 'cancelled' THEN 'cancel' ELSE 'fail' END,
            jsonb_build_object('reason', p_reason, 'attempt', failed.attempts)
        FROM failed
    )
    SELECT failed.status INTO v_status FROM failed;
    RETURN v_status;
END;
$$;

COMMENT ON FUNCTION containers_lab.fail_operation(bigint, bigint, text, boolean)
    IS 'Ends an attempt badly: pending when it will be tried again, failed when it is given up, cancelled when that was asked for, null when the worker has lost it.';

CREATE FUNCTION containers_lab.release_operations(p_ids bigint[], p_fences bigint[])
    RETURNS SETOF bigint
    LANGUAGE sql
    VOLATILE
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
    WITH released AS (
        UPDATE containers_lab.operation_queue AS item
        SET status      = 'pending',
            attempts    = item.attempts - 1,
            claimed_by  = NULL,
            lease_until = NULL
        FROM unnest(p_ids, p_fences) AS held (id, fence)
        WHERE item.id = held.id AND item.fence = held.fence AND item.status = 'in_progress'
        RETURNING item.id, item.container_id, item.status
    ), recorded AS (
        INSERT INTO containers_lab.operation_audit (operation_queue_id, container_id, action)
        SELECT released.id, released.container_id, CASE released.status WHEN 'cancelled' THEN 'cancel' ELSE 'release' END
        FROM released
    )
    SELECT released.id FROM released;
$$;

COMMENT ON FUNCTION containers_lab.release_operations(bigint[], bigint[])
    IS 'Hands operations back that were claimed but not begun, as if they had never been claimed; gives their ids.';

CREATE FUNCTION containers_lab.redrive_operation(p_id bigint)
    RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    WITH redriven AS (
        UPDATE containers_lab.operation_queue AS item
        SET status      = 'pending',
            attempts    = 0,
            not_before  = NULL,
            dead_at     = NULL,
            dead_reason = NULL,
            cancel_requested_at = NULL,
            cancel_reason       = NULL
        WHERE item.id = p_id AND item.status IN ('failed', 'cancelled')
        RETURNING item.id, item.container_id
    )
    INSERT INTO containers_lab.operation_audit (operation_queue_id, container_id, action, created_by)
    SELECT redriven.id, redriven.container_id, 'redrive', containers_lab.acting_user_id()
    FROM redriven;
    RETURN FOUND;
END;
$$;

COMMENT ON FUNCTION containers_lab.redrive_operation(bigint)
    IS 'Puts an operation that was given up or cancelled back into the queue; false when it was not. Its fence goes on counting.';

REVOKE EXECUTE ON FUNCTION
    containers_lab.complete_operation(bigint, bigint, jsonb),
    containers_lab.retry_delay(integer),
    containers_lab.fail_operation(bigint, bigint, text, boolean),
    containers_lab.release_operations(bigint[], bigint[]),
    containers_lab.redrive_operation(bigint)
FROM PUBLIC;
