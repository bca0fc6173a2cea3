CREATE OR REPLACE FUNCTION build_orchestrator.retry_failed_build(p_build_id uuid)
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
        worker_id          = NULL,
        worker_hostname    = NULL,
        worker_assigned_at = NULL,
        started_at         = NULL,
        completed_at       = NULL,
        timeout_at         = NULL,
        progress_percent   = 0,
        current_step       = NULL,
        steps_completed    = 0
    WHERE build.id = p_build_id
        AND build.status IN ('failed', 'timeout')
        AND coalesce(build.retry_count, 0) < coalesce(build.max_retries, 0);
    RETURN FOUND;
END
$$;

COMMENT ON FUNCTION build_orchestrator.retry_failed_build(uuid)
    IS 'Puts a failed or timed-out build back into the queue. False when it is neither, or has no retry left.';
DROP FUNCTION build_orchestrator.replay_build(uuid);
DROP FUNCTION build_orchestrator.retry_build_later(uuid, interval);
