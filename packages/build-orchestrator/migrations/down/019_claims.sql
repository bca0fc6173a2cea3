CREATE OR REPLACE FUNCTION build_orchestrator.get_next_build_for_worker(
    p_worker_id        varchar(100),
    p_worker_hostname  varchar(255),
    p_architecture     varchar(20)  DEFAULT NULL
)
    RETURNS TABLE (build_id uuid, manifest_json jsonb, customer_id varchar, priority integer, retry_count integer)
    LANGUAGE sql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
    UPDATE build_orchestrator.build_queue AS build
    SET status             = 'building',
        worker_id          = p_worker_id,
        worker_hostname    = p_worker_hostname,
        worker_assigned_at = clock_timestamp(),
        started_at         = clock_timestamp(),
        timeout_at         = clock_timestamp() + make_interval(secs => build.max_duration_seconds)
    -- An array, not a join: a join may be planned as a scan of the whole table.
    WHERE build.id = ANY (ARRAY(
        SELECT waiting.id
        FROM build_orchestrator.build_queue AS waiting
        WHERE waiting.status = 'queued'
            AND (p_architecture IS NULL OR waiting.architecture = p_architecture)
            -- The first run is no retry: with max_retries 0 a build still runs once.
            AND coalesce(waiting.retry_count, 0) <= coalesce(waiting.max_retries, 0)
        ORDER BY waiting.priority DESC, waiting.queued_at
        LIMIT 1
        -- A row another worker is taking is passed over, not waited for.
        FOR UPDATE SKIP LOCKED
    ))
    RETURNING build.id, build.manifest_json, build.customer_id, build.priority, build.retry_count;
$$;

COMMENT ON FUNCTION build_orchestrator.get_next_build_for_worker(varchar, varchar, varchar)
    IS 'Assigns the next queued build to a worker: highest priority first, then oldest. No row when none waits.';
DROP FUNCTION build_orchestrator.claim_builds(varchar, varchar, varchar, integer, interval, integer, numeric, boolean);
