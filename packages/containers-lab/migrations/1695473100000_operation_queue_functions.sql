--! requires: 1695473050000_operation_workers
--
-- Operations on containers are asked for, claimed, and kept while they run.
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
    -- A process that was silent for too long and claims lives again, lest the next sweep take what it claims.
    UPDATE containers_lab.operation_workers AS known
    SET lease_until = clock_timestamp() + least(p_lease, '30 seconds')
    WHERE known.worker = p_worker AND known.lease_until < clock_timestamp();

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

REVOKE EXECUTE ON FUNCTION
    containers_lab.enqueue_operation(integer, text, jsonb, timestamptz, integer),
    containers_lab.claim_operations(text, integer, interval),
    containers_lab.heartbeat_operations(bigint[], bigint[], interval),
    containers_lab.report_operation_progress(bigint, bigint, jsonb)
FROM PUBLIC;
