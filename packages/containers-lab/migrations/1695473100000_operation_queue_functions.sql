--! requires: 1695472200000_lxc_operation_queue_and_audit
--
-- The life of an operation: asked for, claimed, done or failed.
--
-- Every function that writes for a worker takes the fence of its claim and answers
-- whether it still fitted. Times are those of the database. Each step leaves a row in
-- operation_audit, in the same statement.

CREATE FUNCTION containers_lab.enqueue_operation(
    p_container_id  integer,
    p_operation     text,
    p_payload       jsonb DEFAULT NULL,
    p_scheduled_at  timestamptz DEFAULT NULL,
    p_max_attempts  integer DEFAULT 5
)
    RETURNS bigint
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_id bigint;
BEGIN
    INSERT INTO containers_lab.operation_queue (container_id, operation, payload, scheduled_at, max_attempts)
    VALUES (p_container_id, p_operation, p_payload, p_scheduled_at, p_max_attempts)
    RETURNING id INTO v_id;
    INSERT INTO containers_lab.operation_audit (operation_queue_id, container_id, action, details, created_by)
    VALUES (v_id, p_container_id, 'enqueue', p_payload, containers_lab.acting_user_id());
    RETURN v_id;
END;
$$;

COMMENT ON FUNCTION containers_lab.enqueue_operation(integer, text, jsonb, timestamptz, integer)
    IS 'Asks for an operation on a container, at once or from a time on; gives its id.';

-- Operations whose time has come are made ready first, a few with each claim.
CREATE FUNCTION containers_lab.claim_operations(p_worker text, p_limit integer DEFAULT 1, p_lease interval DEFAULT '60 seconds')
    RETURNS TABLE (
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
#variable_conflict use_column
BEGIN
    IF p_worker IS NULL OR (p_limit BETWEEN 1 AND 1000 AND p_lease > '0') IS NOT TRUE THEN
        RAISE EXCEPTION 'A claim of % operations for % was made by worker %, expected 1 to 1000 and a time above 0.',
            coalesce(p_limit::text, 'null'), coalesce(p_lease::text, 'null'), coalesce(p_worker, 'null')
            USING ERRCODE = 'LB010', HINT = 'Pass the name of the worker, how many it can take, and for how long.';
    END IF;
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
    RETURN QUERY
    WITH claimed AS (
        UPDATE containers_lab.operation_queue AS item
        SET status      = 'in_progress',
            attempts    = item.attempts + 1,
            fence       = item.fence + 1,
            claimed_by  = p_worker,
            lease_until = clock_timestamp() + p_lease
        -- An array, not a join: a join may be planned as a scan of the whole table.
        WHERE item.id = ANY (ARRAY(
            SELECT ready.id
            FROM containers_lab.operation_queue AS ready
            WHERE ready.status = 'pending' AND ready.not_before IS NULL
            ORDER BY ready.id
            LIMIT p_limit
            FOR UPDATE SKIP LOCKED
        ))
        RETURNING item.id, item.container_id, item.operation, item.payload, item.attempts, item.fence, item.lease_until
    ), recorded AS (
        INSERT INTO containers_lab.operation_audit (operation_queue_id, container_id, action, details)
        SELECT
            claimed.id, claimed.container_id, 'start',
            jsonb_build_object('worker', p_worker, 'attempt', claimed.attempts)
        FROM claimed
    )
    SELECT
        claimed.id, claimed.container_id, claimed.operation, claimed.payload, claimed.attempts, claimed.fence,
        claimed.lease_until
    FROM claimed
    ORDER BY claimed.id;
END;
$$;

COMMENT ON FUNCTION containers_lab.claim_operations(text, integer, interval)
    IS 'Gives a worker the oldest ready operations, each to one worker only; what another is taking is passed over.';

CREATE FUNCTION containers_lab.heartbeat_operations(p_ids bigint[], p_fences bigint[], p_lease interval DEFAULT '60 seconds')
    RETURNS SETOF bigint
    LANGUAGE sql
    VOLATILE
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
    UPDATE containers_lab.operation_queue AS item
    SET lease_until = clock_timestamp() + p_lease
    FROM unnest(p_ids, p_fences) AS held (id, fence)
    WHERE item.id = held.id AND item.fence = held.fence AND item.status = 'in_progress'
    RETURNING item.id;
$$;

COMMENT ON FUNCTION containers_lab.heartbeat_operations(bigint[], bigint[], interval)
    IS 'Prolongs the leases of a worker; gives the ids it still holds, the others are lost.';

CREATE FUNCTION containers_lab.report_operation_progress(p_id bigint, p_fence bigint, p_details jsonb)
    RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    INSERT INTO containers_lab.operation_audit (operation_queue_id, container_id, action, details)
    SELECT item.id, item.container_id, 'progress', p_details
    FROM containers_lab.operation_queue AS item
    WHERE item.id = p_id AND item.fence = p_fence AND item.status = 'in_progress'
    FOR SHARE;
    RETURN FOUND;
END;
$$;

COMMENT ON FUNCTION containers_lab.report_operation_progress(bigint, bigint, jsonb)
    IS 'Records how far an operation has come; false when the worker has lost it.';

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
            failed.id, failed.container_id, CASE failed.status WHEN 'pending' THEN 'retry' ELSE 'fail' END,
            jsonb_build_object('reason', p_reason, 'attempt', failed.attempts)
        FROM failed
    )
    SELECT failed.status INTO v_status FROM failed;
    RETURN v_status;
END;
$$;

COMMENT ON FUNCTION containers_lab.fail_operation(bigint, bigint, text, boolean)
    IS 'Ends an attempt badly: pending when it will be tried again, failed when it is given up, null when the worker has lost it.';

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
        RETURNING item.id, item.container_id
    ), recorded AS (
        INSERT INTO containers_lab.operation_audit (operation_queue_id, container_id, action)
        SELECT released.id, released.container_id, 'release'
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
            dead_reason = NULL
        WHERE item.id = p_id AND item.status = 'failed'
        RETURNING item.id, item.container_id
    )
    INSERT INTO containers_lab.operation_audit (operation_queue_id, container_id, action, created_by)
    SELECT redriven.id, redriven.container_id, 'redrive', containers_lab.acting_user_id()
    FROM redriven;
    RETURN FOUND;
END;
$$;

COMMENT ON FUNCTION containers_lab.redrive_operation(bigint)
    IS 'Puts an operation that was given up back into the queue; false when it was not. Its fence goes on counting.';

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
            dead_reason = format('The lease of worker %s ran out.', item.claimed_by),
            claimed_by  = NULL,
            lease_until = NULL
        WHERE item.id = ANY (ARRAY(
            SELECT leased.id
            FROM containers_lab.operation_queue AS leased
            WHERE leased.status = 'in_progress' AND leased.lease_until < clock_timestamp()
            ORDER BY leased.lease_until
            LIMIT p_limit
            FOR UPDATE SKIP LOCKED
        ))
        RETURNING item.id, item.container_id, item.status, item.dead_reason, item.attempts
    ), recorded AS (
        INSERT INTO containers_lab.operation_audit (operation_queue_id, container_id, action, details)
        SELECT
            expired.id, expired.container_id, CASE expired.status WHEN 'pending' THEN 'retry' ELSE 'fail' END,
            jsonb_build_object('reason', expired.dead_reason, 'attempt', expired.attempts)
        FROM expired
    )
    SELECT
        count(*) FILTER (WHERE expired.status = 'pending'), count(*) FILTER (WHERE expired.status = 'failed')
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
    RETURN NEXT;
END;
$$;

COMMENT ON FUNCTION containers_lab.sweep_operations(integer)
    IS 'Takes back what workers have lost, gives up what was tried often enough, and makes ready what is due.';

REVOKE EXECUTE ON FUNCTION
    containers_lab.enqueue_operation(integer, text, jsonb, timestamptz, integer),
    containers_lab.claim_operations(text, integer, interval),
    containers_lab.heartbeat_operations(bigint[], bigint[], interval),
    containers_lab.report_operation_progress(bigint, bigint, jsonb),
    containers_lab.complete_operation(bigint, bigint, jsonb),
    containers_lab.retry_delay(integer),
    containers_lab.fail_operation(bigint, bigint, text, boolean),
    containers_lab.release_operations(bigint[], bigint[]),
    containers_lab.redrive_operation(bigint),
    containers_lab.sweep_operations(integer)
FROM PUBLIC;
