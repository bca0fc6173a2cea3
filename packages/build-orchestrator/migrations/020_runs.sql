--! requires: 019_claims
--
-- How workers keep the builds they took, say how far they are, and give them back.

CREATE OR REPLACE FUNCTION build_orchestrator.update_build_progress(
    p_build_id          uuid,
    p_progress_percent  integer,
    p_current_step      varchar(255),
    p_steps_completed   integer  DEFAULT NULL
)
    RETURNS boolean
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    UPDATE build_orchestrator.build_queue AS build
    SET progress_percent = coalesce(p_progress_percent, build.progress_percent),
        current_step     = coalesce(p_current_step, build.current_step),
        steps_completed  = coalesce(p_steps_completed, build.steps_completed)
    -- Who holds a lease says so by its fence, in report_build_progress; who does not is not heard here.
    WHERE build.id = p_build_id AND build.status = 'building' AND build.lease_until IS NULL;
    RETURN FOUND;
END
$$;

COMMENT ON FUNCTION build_orchestrator.update_build_progress(uuid, integer, varchar, integer)
    IS 'Notes how far a build is; null keeps what was there, and less than there was changes nothing. False when it is not being built, or was claimed with a lease.';

CREATE FUNCTION build_orchestrator.report_build_progress(
    p_build_id          uuid,
    p_fence             bigint,
    p_progress_percent  integer       DEFAULT NULL,
    p_current_step      varchar(255)  DEFAULT NULL,
    p_steps_completed   integer       DEFAULT NULL,
    p_total_steps       integer       DEFAULT NULL
)
    RETURNS boolean
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    UPDATE build_orchestrator.build_queue AS build
    SET progress_percent = greatest(p_progress_percent, build.progress_percent),
        current_step     = coalesce(p_current_step, build.current_step),
        steps_completed  = greatest(p_steps_completed, build.steps_completed),
        total_steps      = coalesce(p_total_steps, build.total_steps)
    WHERE build.id = p_build_id AND build.status = 'building' AND build.fence = p_fence;
    RETURN FOUND;
END
$$;

COMMENT ON FUNCTION build_orchestrator.report_build_progress(uuid, bigint, integer, varchar, integer, integer)
    IS 'Notes how far a run is, by its fence; null keeps what was there, and progress never goes down. False when the run is no longer the present one.';

CREATE FUNCTION build_orchestrator.heartbeat_builds(
    p_build_ids  uuid[],
    p_fences     bigint[],
    p_lease      interval  DEFAULT interval '60 seconds'
)
    RETURNS TABLE (build_id uuid, fence bigint, cancel_requested boolean, timeout_at timestamptz)
    LANGUAGE sql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
    SET jit = off
    SET enable_seqscan = off
    SET enable_hashjoin = off
    SET enable_mergejoin = off
AS $$
    UPDATE build_orchestrator.build_queue AS build
    SET lease_until = clock_timestamp() + p_lease
    FROM unnest(p_build_ids, p_fences) AS held (build_id, fence)
    WHERE build.id = held.build_id AND build.fence = held.fence AND (build.status = 'building') IS TRUE
    RETURNING build.id, build.fence, build.cancel_requested_at IS NOT NULL, build.timeout_at;
$$;

COMMENT ON FUNCTION build_orchestrator.heartbeat_builds(uuid[], bigint[], interval)
    IS 'Extends the leases of runs, and says which are still held and which of those are to be stopped. What is missing was lost.';

CREATE FUNCTION build_orchestrator.release_builds(p_build_ids uuid[], p_fences bigint[])
    RETURNS TABLE (build_id uuid, fence bigint)
    LANGUAGE sql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
    SET jit = off
    SET enable_seqscan = off
    SET enable_hashjoin = off
    SET enable_mergejoin = off
AS $$
    UPDATE build_orchestrator.build_queue AS build
    SET status     = CASE WHEN build.cancel_requested_at IS NULL THEN 'queued' ELSE 'cancelled' END,
        started_at = NULL
    FROM unnest(p_build_ids, p_fences) AS held (build_id, fence)
    WHERE build.id = held.build_id AND build.fence = held.fence AND (build.status = 'building') IS TRUE
    RETURNING build.id, build.fence;
$$;

COMMENT ON FUNCTION build_orchestrator.release_builds(uuid[], bigint[])
    IS 'Hands runs back as if they had not been taken: queued at once, no retry counted, the fence kept. What was to be cancelled is cancelled.';

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.report_build_progress(uuid, bigint, integer, varchar, integer, integer),
    build_orchestrator.heartbeat_builds(uuid[], bigint[], interval),
    build_orchestrator.release_builds(uuid[], bigint[])
FROM PUBLIC;
