--! requires: 1695473800000_role_grants
--
-- Moving a container, and saying why.

CREATE FUNCTION containers_lab.transition_container(p_container_id integer, p_status text, p_reason text DEFAULT NULL)
    RETURNS boolean
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_before text := coalesce(current_setting('app.transition_reason', true), '');
    v_moved  boolean;
BEGIN
    PERFORM set_config('app.transition_reason', coalesce(p_reason, ''), true);
    UPDATE containers_lab.containers AS container
    SET status_id  = (SELECT status.id FROM containers_lab.container_statuses AS status WHERE status.name = p_status),
        started_at = CASE WHEN p_status = 'running' THEN clock_timestamp() ELSE container.started_at END,
        stopped_at = CASE WHEN p_status IN ('stopped', 'failed') THEN clock_timestamp() ELSE container.stopped_at END
    WHERE container.id = p_container_id;
    v_moved := FOUND;
    PERFORM set_config('app.transition_reason', v_before, true);
    RETURN v_moved;
END;
$$;

COMMENT ON FUNCTION containers_lab.transition_container(integer, text, text)
    IS 'Moves a container to a state, stamps when it started or stopped, and records why; false where there is none.';

REVOKE EXECUTE ON FUNCTION containers_lab.transition_container(integer, text, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION containers_lab.transition_container(integer, text, text) TO app_role;
