--! requires: 021_finishing
--
-- Stops a build that waits, and asks the worker of one that runs.

CREATE FUNCTION build_orchestrator.cancel_build(
    p_build_id      uuid,
    p_cancelled_by  varchar(100)  DEFAULT NULL,
    p_reason        text          DEFAULT NULL
)
    RETURNS varchar
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_status  varchar(20);
BEGIN
    UPDATE build_orchestrator.build_queue AS build
    SET status = 'cancelled', cancelled_by = p_cancelled_by, cancel_reason = p_reason
    WHERE build.id = p_build_id AND build.status = 'queued'
    RETURNING build.status INTO v_status;
    IF FOUND THEN
        RETURN 'cancelled';
    END IF;

    UPDATE build_orchestrator.build_queue AS build
    SET cancel_requested_at = coalesce(build.cancel_requested_at, clock_timestamp()),
        cancelled_by        = coalesce(build.cancelled_by, p_cancelled_by),
        cancel_reason       = coalesce(build.cancel_reason, p_reason)
    WHERE build.id = p_build_id AND build.status = 'building';
    IF FOUND THEN
        RETURN 'requested';
    END IF;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION build_orchestrator.cancel_build(uuid, varchar, text)
    IS 'Cancels a queued build at once (cancelled); asks the worker of a running one to stop (requested). Null when it is neither.';

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.cancel_build(uuid, varchar, text)
FROM PUBLIC;
