--! requires: 023_sweeping
--
-- Runs builds again that ended without success.

CREATE FUNCTION build_orchestrator.retry_build_later(p_build_id uuid, p_delay interval)
    RETURNS boolean
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    UPDATE build_orchestrator.build_queue AS build
    SET status             = 'queued',
        retry_count        = coalesce(build.retry_count, 0) + 1,
        last_retry_at      = clock_timestamp(),
        not_before         = CASE WHEN p_delay > interval '0' THEN clock_timestamp() + p_delay END,
        started_at         = NULL
    WHERE build.id = p_build_id
        AND build.status IN ('failed', 'timeout')
        AND coalesce(build.retry_count, 0) < coalesce(build.max_retries, 0);
    RETURN FOUND;
END
$$;

COMMENT ON FUNCTION build_orchestrator.retry_build_later(uuid, interval)
    IS 'Puts a failed or timed-out build back into the queue, to wait that long there. False when it is neither, or has no retry left.';

CREATE OR REPLACE FUNCTION build_orchestrator.retry_failed_build(p_build_id uuid)
    RETURNS boolean
    LANGUAGE sql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
    SELECT build_orchestrator.retry_build_later(p_build_id, NULL);
$$;

COMMENT ON FUNCTION build_orchestrator.retry_failed_build(uuid)
    IS 'Puts a failed or timed-out build back into the queue. False when it is neither, or has no retry left.';

CREATE FUNCTION build_orchestrator.replay_build(p_build_id uuid)
    RETURNS boolean
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    UPDATE build_orchestrator.build_queue AS build
    SET status              = 'queued',
        retry_count         = 0,
        not_before          = NULL,
        started_at          = NULL,
        cancel_requested_at = NULL,
        cancelled_by        = NULL,
        cancel_reason       = NULL
    WHERE build.id = p_build_id AND build.status IN ('failed', 'timeout', 'cancelled');
    RETURN FOUND;
END
$$;

COMMENT ON FUNCTION build_orchestrator.replay_build(uuid)
    IS 'Puts a build that ended without success back into the queue with all its retries; its fence goes on rising. False when it did not end so.';

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.retry_build_later(uuid, interval),
    build_orchestrator.replay_build(uuid)
FROM PUBLIC;
