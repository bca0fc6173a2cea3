--! requires: 012_capacity_rules
--! requires: 017_transitions
--
-- How much there is of each kind, and who waits for it.

CREATE VIEW gpu_dev.gpu_availability
    WITH (security_invoker = true)
AS
SELECT
    kind.gpu_type,
    kind.instance_type,
    coalesce(kind.is_active, false) AS is_active,
    coalesce(kind.total_cluster_gpus, 0) AS total_gpus,
    coalesce(booked.in_use, 0)::integer AS in_use_gpus,
    coalesce(booked.queued, 0)::integer AS queued_gpus,
    greatest(coalesce(kind.total_cluster_gpus, 0) - coalesce(booked.in_use, 0), 0)::integer AS unreserved_gpus,
    coalesce(kind.available_gpus, 0) AS schedulable_gpus,
    coalesce(kind.max_reservable, 0) AS max_reservable,
    coalesce(kind.full_nodes_available, 0) AS full_nodes_available,
    coalesce(kind.running_instances, 0) AS running_instances,
    coalesce(kind.desired_capacity, 0) AS desired_capacity,
    kind.max_per_node,
    kind.last_availability_update AS counted_at,
    kind.last_availability_updated_by AS counted_by,
    extract(epoch FROM clock_timestamp() - kind.last_availability_update)::double precision AS count_age_seconds
FROM gpu_dev.gpu_types AS kind
LEFT JOIN (
    SELECT
        reservation.gpu_type,
        sum(reservation.gpu_count) FILTER (WHERE reservation.status IN ('preparing', 'active', 'running')) AS in_use,
        sum(reservation.gpu_count) FILTER (WHERE reservation.status IN ('pending', 'queued')) AS queued
    FROM gpu_dev.reservations AS reservation
    WHERE reservation.status IN ('preparing', 'active', 'running', 'pending', 'queued')
    GROUP BY reservation.gpu_type
) AS booked ON booked.gpu_type = kind.gpu_type;

COMMENT ON VIEW gpu_dev.gpu_availability IS 'Of each kind both figures: unreserved_gpus by the reservations, true now; schedulable_gpus as the cluster was counted, and how long ago that was.';

CREATE VIEW gpu_dev.queue_positions
    WITH (security_invoker = true)
AS
WITH waiting AS (
    -- A group waits as one.
    SELECT
        coalesce(node.master_reservation_id, node.reservation_id) AS reservation_id,
        min(node.user_id) AS user_id,
        node.gpu_type,
        min(node.created_at) AS created_at,
        sum(coalesce(node.gpu_count, 0)) AS gpu_count
    FROM gpu_dev.reservations AS node
    WHERE node.status IN ('pending', 'queued')
    GROUP BY coalesce(node.master_reservation_id, node.reservation_id), node.gpu_type
),
in_line AS (
    SELECT
        waiting.reservation_id,
        waiting.user_id,
        waiting.gpu_type,
        waiting.created_at,
        waiting.gpu_count,
        row_number() OVER place AS queue_position,
        sum(waiting.gpu_count) OVER place AS wanted
    FROM waiting
    WINDOW place AS (PARTITION BY waiting.gpu_type ORDER BY waiting.created_at, waiting.reservation_id)
),
ending AS (
    SELECT
        used.gpu_type,
        used.expires_at,
        sum(used.gpu_count) OVER (PARTITION BY used.gpu_type ORDER BY used.expires_at) AS freed
    FROM gpu_dev.reservations AS used
    WHERE used.status IN ('active', 'running') AND used.expires_at IS NOT NULL
)
SELECT
    in_line.reservation_id,
    in_line.user_id,
    in_line.gpu_type,
    in_line.gpu_count::integer AS gpu_count,
    in_line.created_at,
    in_line.queue_position::integer AS queue_position,
    CASE
        WHEN in_line.wanted <= kind.unreserved_gpus THEN 0
        ELSE (
            SELECT greatest(
                extract(epoch FROM min(ending.expires_at) - clock_timestamp()),
                -- One that is past its end already; null stays null.
                CASE WHEN min(ending.expires_at) IS NOT NULL THEN 0 END
            )
            FROM ending
            WHERE ending.gpu_type = in_line.gpu_type AND ending.freed >= in_line.wanted - kind.unreserved_gpus
        )
    END::double precision AS estimated_wait_seconds
FROM in_line
LEFT JOIN gpu_dev.gpu_availability AS kind ON kind.gpu_type = in_line.gpu_type;

COMMENT ON VIEW gpu_dev.queue_positions IS 'Who waits, first come first served within a kind. The wait is until enough reservations reach their end, null where that is not foreseeable.';

CREATE FUNCTION gpu_dev.start_reservation(p_reservation_id text)
    RETURNS TABLE (outcome text, current_status text, queue_position integer)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
DECLARE
    v_type  text;
    v_head  text;
BEGIN
    SELECT found.gpu_type, coalesce(found.master_reservation_id, found.reservation_id)
    INTO v_type, v_head
    FROM gpu_dev.reservations AS found
    WHERE found.reservation_id = p_reservation_id;
    PERFORM gpu_dev.lock_gpu_type(v_type);

    -- Who has waited longer goes first; 'pending' ones have not been looked at yet.
    SELECT count(DISTINCT coalesce(ahead.master_reservation_id, ahead.reservation_id))::integer + 1
    INTO queue_position
    FROM gpu_dev.reservations AS ahead
    JOIN gpu_dev.reservations AS own ON own.reservation_id = v_head AND own.status IN ('pending', 'queued')
    WHERE ahead.gpu_type = v_type AND ahead.status = 'queued'
        AND coalesce(ahead.master_reservation_id, ahead.reservation_id) <> v_head
        AND (ahead.created_at, ahead.reservation_id::text) < (own.created_at, own.reservation_id::text);

    IF queue_position = 1 THEN
        SELECT moved.outcome, moved.current_status INTO outcome, current_status
        FROM gpu_dev.transition_reservation(p_reservation_id, 'preparing') AS moved;
    ELSE
        outcome := 'no_capacity';
    END IF;
    IF outcome = 'no_capacity' THEN
        SELECT moved.outcome, moved.current_status INTO outcome, current_status
        FROM gpu_dev.transition_reservation(p_reservation_id, 'queued', '{pending}') AS moved;
        -- Once it waits, it stays waiting.
        IF outcome = 'changed' OR current_status = 'queued' THEN
            outcome := 'waiting';
        END IF;
    ELSIF outcome = 'changed' THEN
        outcome := 'started';
    END IF;
    IF outcome <> 'waiting' THEN
        queue_position := NULL;
    END IF;
    RETURN NEXT;
END;
$$;

COMMENT ON FUNCTION gpu_dev.start_reservation(text)
    IS 'Takes the GPUs of a waiting reservation if nobody of its kind has queued longer and there are enough: started; else it is queued: waiting. Otherwise as transition_reservation.';

REVOKE ALL ON FUNCTION gpu_dev.start_reservation(text) FROM PUBLIC;
