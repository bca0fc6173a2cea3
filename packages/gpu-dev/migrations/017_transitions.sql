--! requires: 016_reservation_status
--
-- The one way from status to status: which may follow which, for all nodes of a group or
-- for none, and into use only where there are GPUs left.
--
-- Locks are taken in this order everywhere: user, kind of GPU, reservations by id, disks.

CREATE FUNCTION gpu_dev.allowed_from(p_to text)
    RETURNS text[]
    LANGUAGE sql
    IMMUTABLE
    SET search_path = gpu_dev, pg_temp
AS $$
    SELECT CASE p_to
        WHEN 'queued' THEN '{pending,preparing}'
        WHEN 'preparing' THEN '{pending,queued}'
        WHEN 'active' THEN '{preparing,running}'
        WHEN 'running' THEN '{preparing,active}'
        WHEN 'expired' THEN '{active,running}'
        WHEN 'completed' THEN '{active,running}'
        WHEN 'failed' THEN '{pending,preparing,active,running}'
        WHEN 'cancelled' THEN '{pending,queued,preparing,active,running}'
        ELSE '{}'
    END::text[];
$$;

COMMENT ON FUNCTION gpu_dev.allowed_from(text) IS 'The statuses that this one may follow.';

CREATE FUNCTION gpu_dev.free_gpus(p_gpu_type text)
    RETURNS integer
    LANGUAGE sql
    STABLE
    SET search_path = gpu_dev, pg_temp
AS $$
    SELECT coalesce(kind.total_cluster_gpus, 0) - (
        SELECT coalesce(sum(taken.gpu_count), 0)::integer
        FROM gpu_dev.reservations AS taken
        WHERE taken.gpu_type = kind.gpu_type AND taken.status IN ('preparing', 'active', 'running')
    )
    FROM gpu_dev.gpu_types AS kind
    WHERE kind.gpu_type = p_gpu_type;
$$;

COMMENT ON FUNCTION gpu_dev.free_gpus(text) IS 'GPUs in the cluster less those that reservations have; below zero where the cluster shrank, null for an unknown kind.';

CREATE FUNCTION gpu_dev.lock_gpu_type(p_gpu_type text)
    RETURNS void
    LANGUAGE sql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
    SELECT FROM gpu_dev.gpu_types AS kind WHERE kind.gpu_type = p_gpu_type FOR NO KEY UPDATE;
$$;

COMMENT ON FUNCTION gpu_dev.lock_gpu_type(text) IS 'Makes others who want GPUs of this kind wait until the transaction ends.';

CREATE FUNCTION gpu_dev.transition_reservation(
    p_reservation_id  text,
    p_to              text,
    p_from            text[]  DEFAULT NULL,
    p_owner           text    DEFAULT NULL,
    p_detail          text    DEFAULT NULL,
    p_failure_reason  text    DEFAULT NULL
)
    RETURNS TABLE (outcome text, current_status text, nodes integer)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
DECLARE
    v_group    text;
    v_owner    text;
    v_type     text;
    v_ids      text[];
    v_blocker  text;
    v_asked    integer;
    v_done     boolean;
BEGIN
    SELECT coalesce(found.master_reservation_id, found.reservation_id), found.user_id, found.gpu_type
    INTO v_group, v_owner, v_type
    FROM gpu_dev.reservations AS found
    WHERE found.reservation_id = p_reservation_id;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'unknown', NULL::text, 0;
        RETURN;
    END IF;
    IF p_to = 'preparing' THEN
        PERFORM gpu_dev.lock_gpu_type(v_type);
    END IF;

    WITH locked AS MATERIALIZED (
        SELECT node.reservation_id, node.status, node.gpu_count
        FROM gpu_dev.reservations AS node
        WHERE node.reservation_id = v_group OR node.master_reservation_id = v_group
        ORDER BY node.reservation_id
        FOR NO KEY UPDATE
    ),
    judged AS (
        SELECT locked.reservation_id, locked.status, locked.gpu_count,
            -- A group can be ended although some of its nodes have ended.
            NOT (gpu_dev.is_final_status(p_to) AND gpu_dev.is_final_status(locked.status)) AS is_moving,
            locked.status = ANY (gpu_dev.allowed_from(p_to))
                AND (p_from IS NULL OR locked.status = ANY (p_from)) AS is_allowed
        FROM locked
    )
    SELECT
        array_agg(judged.reservation_id::text) FILTER (WHERE judged.is_moving),
        min(judged.status) FILTER (WHERE judged.is_moving AND NOT judged.is_allowed),
        sum(coalesce(judged.gpu_count, 0))::integer,
        bool_and(judged.status = p_to),
        min(judged.status),
        count(*)::integer
    INTO v_ids, v_blocker, v_asked, v_done, current_status, nodes
    FROM judged;

    -- Distinct answers, the same for every caller: gone meanwhile, another's, done before, not from here.
    outcome := CASE
        WHEN nodes = 0 THEN 'unknown'
        WHEN p_owner IS NOT NULL AND p_owner <> v_owner THEN 'forbidden'
        WHEN v_done THEN 'unchanged'
        WHEN v_blocker IS NOT NULL OR v_ids IS NULL THEN 'refused'
        WHEN p_to = 'preparing' AND v_type IS NOT NULL AND v_asked > gpu_dev.free_gpus(v_type) THEN 'no_capacity'
        ELSE 'changed'
    END;
    IF outcome = 'refused' THEN
        current_status := coalesce(v_blocker, current_status);
    ELSIF outcome = 'changed' THEN
        UPDATE gpu_dev.reservations AS node
        SET status                  = p_to,
            current_detailed_status = coalesce(p_detail, node.current_detailed_status),
            failure_reason          = coalesce(p_failure_reason, node.failure_reason)
        WHERE node.reservation_id = ANY (v_ids);
        current_status := p_to;
        nodes := cardinality(v_ids);
    END IF;
    RETURN NEXT;
END;
$$;

COMMENT ON FUNCTION gpu_dev.transition_reservation(text, text, text[], text, text, text)
    IS 'Moves a reservation, with all nodes of its group, to another status: changed, unchanged, refused, no_capacity, forbidden or unknown, and the status that stands.';

REVOKE ALL ON FUNCTION gpu_dev.allowed_from(text)                                             FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.free_gpus(text)                                                FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.lock_gpu_type(text)                                            FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.transition_reservation(text, text, text[], text, text, text)   FROM PUBLIC;

CREATE VIEW gpu_dev.reservation_groups
    WITH (security_invoker = true)
AS
SELECT
    node.master_reservation_id AS group_id,
    min(node.user_id) AS user_id,
    min(node.gpu_type) AS gpu_type,
    sum(coalesce(node.gpu_count, 0))::integer AS gpu_count,
    max(node.total_nodes) AS total_nodes,
    count(*)::integer AS nodes,
    count(node.node_ip)::integer AS reachable_nodes,
    CASE WHEN min(node.status) = max(node.status) THEN min(node.status) END AS status,
    min(node.created_at) AS created_at,
    min(node.expires_at) AS expires_at
FROM gpu_dev.reservations AS node
WHERE node.is_multinode
GROUP BY node.master_reservation_id;

COMMENT ON VIEW gpu_dev.reservation_groups IS 'Groups of nodes as one thing each: reachable_nodes have an address; status is null where nodes differ, which only writes past transition_reservation bring about.';
