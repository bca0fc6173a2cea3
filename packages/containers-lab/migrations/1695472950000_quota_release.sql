--! requires: 1695471200000_quota_functions
--
-- Giving back what was granted, once for each hold.

CREATE FUNCTION containers_lab.release_hold(p_hold_id bigint)
    RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_hold containers_lab.quota_holds%ROWTYPE;
    v_containers integer;
BEGIN
    UPDATE containers_lab.quota_holds AS hold
    SET released_at = clock_timestamp()
    WHERE hold.id = p_hold_id AND hold.released_at IS NULL
    RETURNING hold.* INTO v_hold;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    v_containers := CASE WHEN v_hold.container_id IS NULL THEN 0 ELSE 1 END;
    IF v_hold.team_id IS NOT NULL THEN
        PERFORM containers_lab.lower_usage(
            NULL, v_hold.team_id, v_hold.cores, v_hold.memory_mb, v_hold.disk_mb, v_containers
        );
    END IF;
    PERFORM containers_lab.lower_usage(
        v_hold.user_id, v_hold.team_id, v_hold.cores, v_hold.memory_mb, v_hold.disk_mb, v_containers
    );
    RETURN true;
END;
$$;

COMMENT ON FUNCTION containers_lab.release_hold(bigint) IS 'Gives the resources of a hold back; false when they were given back before.';

-- Of several equal reservations the oldest is given back; one that another transaction
-- is giving back is passed over.
CREATE FUNCTION containers_lab.release_quota(
    p_user_id    integer,
    p_team_id    integer,
    p_cores      integer,
    p_memory_mb  bigint,
    p_disk_mb    bigint
)
    RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_hold_id bigint;
BEGIN
    SELECT hold.id INTO v_hold_id
    FROM containers_lab.quota_holds AS hold
    WHERE hold.user_id = p_user_id
        AND hold.team_id IS NOT DISTINCT FROM p_team_id
        AND hold.container_id IS NULL
        AND hold.cores = p_cores AND hold.memory_mb = p_memory_mb AND hold.disk_mb = p_disk_mb
        AND hold.released_at IS NULL
    ORDER BY hold.id
    LIMIT 1
    FOR UPDATE SKIP LOCKED;
    RETURN coalesce(containers_lab.release_hold(v_hold_id), false);
END;
$$;

COMMENT ON FUNCTION containers_lab.release_quota(integer, integer, integer, bigint, bigint)
    IS 'Gives back what one check_and_reserve_quota of the same amounts took; false when there is no such reservation.';

REVOKE EXECUTE ON FUNCTION
    containers_lab.release_hold(bigint),
    containers_lab.release_quota(integer, integer, integer, bigint, bigint)
FROM PUBLIC;
