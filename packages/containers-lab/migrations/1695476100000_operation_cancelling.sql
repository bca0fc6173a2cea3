--! requires: 1695473800000_role_grants
--
-- Stopping an operation that nobody wants any more.
--
-- One that waits is over at once. One that runs is its worker's: the wish is written
-- down, the worker sees it at its next heartbeat, and however the attempt then ends
-- without success (failed, handed back, or lost with its worker) the operation is
-- cancelled instead of tried again. One that succeeds first is completed.

CREATE FUNCTION containers_lab.end_cancelled_operation()
    RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    NEW.status := 'cancelled';
    NEW.not_before := NULL;
    NEW.dead_at := clock_timestamp();
    NEW.dead_reason := coalesce(NEW.cancel_reason, NEW.dead_reason);
    NEW.claimed_by := NULL;
    NEW.lease_until := NULL;
    RETURN NEW;
END;
$$;

COMMENT ON FUNCTION containers_lab.end_cancelled_operation() IS 'Makes an operation that is to be stopped end as cancelled, where it would wait or be given up.';

CREATE TRIGGER trg_operation_queue_cancelled
    BEFORE UPDATE ON containers_lab.operation_queue
    FOR EACH ROW
    WHEN (
        NEW.cancel_requested_at IS NOT NULL
        AND NEW.status IN ('pending', 'failed') AND OLD.status IN ('pending', 'in_progress')
    )
    EXECUTE FUNCTION containers_lab.end_cancelled_operation();

-- Who may see an operation and ask for one may stop it too.
CREATE POLICY operation_queue_update ON containers_lab.operation_queue
    FOR UPDATE
    TO app_role
    USING (
        EXISTS (SELECT FROM containers_lab.containers AS container WHERE container.id = container_id)
    )
    WITH CHECK (
        EXISTS (SELECT FROM containers_lab.containers AS container WHERE container.id = container_id)
    );

GRANT UPDATE (cancel_requested_at, cancel_reason) ON containers_lab.operation_queue TO app_role;

CREATE FUNCTION containers_lab.cancel_operation(p_id bigint, p_reason text DEFAULT NULL)
    RETURNS text
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_outcome text;
BEGIN
    WITH asked AS (
        UPDATE containers_lab.operation_queue AS item
        SET cancel_requested_at = coalesce(item.cancel_requested_at, clock_timestamp()),
            cancel_reason       = coalesce(item.cancel_reason, p_reason)
        WHERE item.id = p_id AND item.status IN ('pending', 'in_progress')
        RETURNING item.id, item.container_id, CASE item.status WHEN 'cancelled' THEN 'cancelled' ELSE 'requested' END AS outcome
    ), recorded AS (
        INSERT INTO containers_lab.operation_audit (operation_queue_id, container_id, action, details, created_by)
        SELECT
            asked.id, asked.container_id, 'cancel',
            jsonb_build_object('outcome', asked.outcome, 'reason', p_reason), containers_lab.acting_user_id()
        FROM asked
    )
    SELECT asked.outcome INTO v_outcome FROM asked;
    RETURN v_outcome;
END;
$$;

COMMENT ON FUNCTION containers_lab.cancel_operation(bigint, text)
    IS 'Stops an operation: cancelled when it waited, requested when its worker is to stop it, null when it is over or not there.';

CREATE FUNCTION containers_lab.cancel_requests(p_ids bigint[], p_fences bigint[])
    RETURNS SETOF bigint
    LANGUAGE sql
    STABLE
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
    SELECT item.id
    FROM unnest(p_ids, p_fences) AS held (id, fence)
    JOIN containers_lab.operation_queue AS item
        ON item.id = held.id AND item.fence = held.fence AND item.status = 'in_progress'
    WHERE item.cancel_requested_at IS NOT NULL;
$$;

COMMENT ON FUNCTION containers_lab.cancel_requests(bigint[], bigint[])
    IS 'Of the operations that a worker holds, those that it is to stop.';

REVOKE EXECUTE ON FUNCTION
    containers_lab.end_cancelled_operation(),
    containers_lab.cancel_operation(bigint, text),
    containers_lab.cancel_requests(bigint[], bigint[])
FROM PUBLIC;

GRANT EXECUTE ON FUNCTION
    containers_lab.cancel_operation(bigint, text),
    containers_lab.cancel_requests(bigint[], bigint[])
TO app_role;
