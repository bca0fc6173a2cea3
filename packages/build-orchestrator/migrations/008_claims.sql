--! requires: 007_admission
--
-- How workers take builds, keep them, and give them back.

CREATE TABLE build_orchestrator.build_queue_pauses (
    singleton  boolean       NOT NULL DEFAULT true,
    paused_at  timestamptz   NOT NULL DEFAULT clock_timestamp(),
    paused_by  varchar(100),
    reason     text,

    CONSTRAINT pk_build_queue_pauses PRIMARY KEY (singleton),
    CONSTRAINT ck_build_queue_pauses_singleton CHECK (singleton)
);

COMMENT ON TABLE  build_orchestrator.build_queue_pauses           IS 'Holds one row while no build is to be handed out, otherwise none.';
COMMENT ON COLUMN build_orchestrator.build_queue_pauses.singleton IS 'Always true: there is one row at most.';
COMMENT ON COLUMN build_orchestrator.build_queue_pauses.paused_at IS 'Since when.';
COMMENT ON COLUMN build_orchestrator.build_queue_pauses.paused_by IS 'Who stopped it.';
COMMENT ON COLUMN build_orchestrator.build_queue_pauses.reason    IS 'Why.';

CREATE FUNCTION build_orchestrator.claim_builds(
    p_worker_id        varchar(100),
    p_worker_hostname  varchar(255),
    p_architecture     varchar(20)  DEFAULT NULL,
    p_limit            integer      DEFAULT 1,
    p_lease            interval     DEFAULT interval '60 seconds',
    p_memory_mb        integer      DEFAULT NULL,
    p_cpu_cores        numeric      DEFAULT NULL,
    p_fair             boolean      DEFAULT true
)
    RETURNS TABLE (
        build_id            uuid,
        fence               bigint,
        customer_id         varchar,
        manifest_path       text,
        manifest_hash       varchar,
        manifest_json       jsonb,
        build_args          jsonb,
        architecture        varchar,
        target_registry_id  uuid,
        priority            integer,
        retry_count         integer,
        queued_at           timestamptz,
        started_at          timestamptz,
        timeout_at          timestamptz,
        lease_until         timestamptz
    )
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
    SET jit = off
    -- The rows wanted stand first in an index, in order. A plan made when the table was
    -- empty, or for an unknown limit, would read and sort all of them instead. What is
    -- switched off counts as very dear, at which the server would compile the plan.
    SET enable_seqscan = off
    SET enable_bitmapscan = off
    SET enable_sort = off
    SET enable_incremental_sort = off
AS $$
DECLARE
    v_now  timestamptz := clock_timestamp();
    v_ids  uuid[];
BEGIN
    IF p_limit IS NULL OR p_limit NOT BETWEEN 1 AND 1000 THEN
        RAISE EXCEPTION 'p_limit is %, expected 1 to 1000.', coalesce(p_limit::text, 'null')
            USING ERRCODE = 'LB001';
    END IF;
    IF EXISTS (SELECT FROM build_orchestrator.build_queue_pauses) THEN
        RETURN;
    END IF;
    IF EXISTS (
        SELECT FROM build_orchestrator.build_queue AS delayed
        WHERE delayed.status = 'queued' AND delayed.not_before IS NOT NULL AND delayed.not_before <= v_now
    ) THEN
        PERFORM build_orchestrator.promote_due_builds(p_limit + 10);
    END IF;
    IF EXISTS (SELECT FROM build_orchestrator.build_admissions) THEN
        PERFORM build_orchestrator.admit_builds();
    END IF;

    -- Four whole statements, since each has an index of its own.
    IF p_fair AND p_architecture IS NULL THEN
        v_ids := ARRAY(
            SELECT ready.id
            FROM build_orchestrator.build_queue AS ready
            WHERE ready.status = 'queued' AND ready.not_before IS NULL AND NOT ready.parked
                AND (p_memory_mb IS NULL OR coalesce(ready.estimated_memory_mb, 0) <= p_memory_mb)
                AND (p_cpu_cores IS NULL OR coalesce(ready.estimated_cpu_cores, 0) <= p_cpu_cores)
            ORDER BY ready.priority DESC, ready.turn, ready.queued_at
            LIMIT p_limit
            FOR NO KEY UPDATE SKIP LOCKED
        );
    ELSIF p_fair THEN
        v_ids := ARRAY(
            SELECT ready.id
            FROM build_orchestrator.build_queue AS ready
            WHERE ready.status = 'queued' AND ready.not_before IS NULL AND NOT ready.parked
                AND ready.architecture = p_architecture
                AND (p_memory_mb IS NULL OR coalesce(ready.estimated_memory_mb, 0) <= p_memory_mb)
                AND (p_cpu_cores IS NULL OR coalesce(ready.estimated_cpu_cores, 0) <= p_cpu_cores)
            ORDER BY ready.priority DESC, ready.turn, ready.queued_at
            LIMIT p_limit
            FOR NO KEY UPDATE SKIP LOCKED
        );
    ELSIF p_architecture IS NULL THEN
        v_ids := ARRAY(
            SELECT ready.id
            FROM build_orchestrator.build_queue AS ready
            WHERE ready.status = 'queued' AND ready.not_before IS NULL AND NOT ready.parked
                AND (p_memory_mb IS NULL OR coalesce(ready.estimated_memory_mb, 0) <= p_memory_mb)
                AND (p_cpu_cores IS NULL OR coalesce(ready.estimated_cpu_cores, 0) <= p_cpu_cores)
            ORDER BY ready.priority DESC, ready.queued_at, ready.id
            LIMIT p_limit
            FOR NO KEY UPDATE SKIP LOCKED
        );
    ELSE
        v_ids := ARRAY(
            SELECT ready.id
            FROM build_orchestrator.build_queue AS ready
            WHERE ready.status = 'queued' AND ready.not_before IS NULL AND NOT ready.parked
                AND ready.architecture = p_architecture
                AND (p_memory_mb IS NULL OR coalesce(ready.estimated_memory_mb, 0) <= p_memory_mb)
                AND (p_cpu_cores IS NULL OR coalesce(ready.estimated_cpu_cores, 0) <= p_cpu_cores)
            ORDER BY ready.priority DESC, ready.queued_at, ready.id
            LIMIT p_limit
            FOR NO KEY UPDATE SKIP LOCKED
        );
    END IF;
    IF cardinality(v_ids) = 0 THEN
        RETURN;
    END IF;

    RETURN QUERY
    WITH taken AS (
        -- The fence is raised by trigger, however a build is taken.
        UPDATE build_orchestrator.build_queue AS build
        SET status             = 'building',
            worker_id          = p_worker_id,
            worker_hostname    = p_worker_hostname,
            worker_assigned_at = clock_timestamp(),
            started_at         = clock_timestamp(),
            timeout_at         = clock_timestamp() + make_interval(secs => build.max_duration_seconds),
            lease_until        = clock_timestamp() + p_lease,
            progress_percent   = 0,
            current_step       = NULL,
            steps_completed    = 0
        WHERE build.id = ANY (v_ids)
        RETURNING build.*
    )
    SELECT taken.id, taken.fence, taken.customer_id, taken.manifest_path, taken.manifest_hash, taken.manifest_json,
        taken.build_args, taken.architecture, taken.target_registry_id, taken.priority, taken.retry_count,
        taken.queued_at, taken.started_at, taken.timeout_at, taken.lease_until
    FROM taken
    ORDER BY array_position(v_ids, taken.id);
END
$$;

COMMENT ON FUNCTION build_orchestrator.claim_builds(varchar, varchar, varchar, integer, interval, integer, numeric, boolean)
    IS 'Assigns ready builds to a worker, most urgent first. Fair: within a priority one build of each customer a round; otherwise oldest first. A null lease leaves only the deadline.';

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
    SELECT claimed.build_id, claimed.manifest_json, claimed.customer_id, claimed.priority, claimed.retry_count
    FROM build_orchestrator.claim_builds(p_worker_id, p_worker_hostname, p_architecture, 1, NULL, NULL, NULL, false)
        AS claimed;
$$;

COMMENT ON FUNCTION build_orchestrator.get_next_build_for_worker(varchar, varchar, varchar)
    IS 'Assigns the next queued build to a worker: highest priority first, then oldest. No row when none waits. Without a lease: only the deadline ends it.';

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
    WHERE build.id = held.build_id AND build.fence = held.fence AND build.status = 'building'
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
    WHERE build.id = held.build_id AND build.fence = held.fence AND build.status = 'building'
    RETURNING build.id, build.fence;
$$;

COMMENT ON FUNCTION build_orchestrator.release_builds(uuid[], bigint[])
    IS 'Hands runs back as if they had not been taken: queued at once, no retry counted, the fence kept. What was to be cancelled is cancelled.';

CREATE FUNCTION build_orchestrator.pause_queue(p_paused_by varchar(100) DEFAULT NULL, p_reason text DEFAULT NULL)
    RETURNS boolean
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    INSERT INTO build_orchestrator.build_queue_pauses (paused_by, reason)
    VALUES (p_paused_by, p_reason)
    ON CONFLICT ON CONSTRAINT pk_build_queue_pauses DO NOTHING;
    RETURN FOUND;
END
$$;

COMMENT ON FUNCTION build_orchestrator.pause_queue(varchar, text)
    IS 'Stops handing out builds; those being built go on. False when it was stopped already.';

CREATE FUNCTION build_orchestrator.resume_queue()
    RETURNS boolean
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    DELETE FROM build_orchestrator.build_queue_pauses;
    RETURN FOUND;
END
$$;

COMMENT ON FUNCTION build_orchestrator.resume_queue() IS 'Hands out builds again. False when it was not stopped.';

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.claim_builds(varchar, varchar, varchar, integer, interval, integer, numeric, boolean),
    build_orchestrator.report_build_progress(uuid, bigint, integer, varchar, integer, integer),
    build_orchestrator.heartbeat_builds(uuid[], bigint[], interval),
    build_orchestrator.release_builds(uuid[], bigint[]),
    build_orchestrator.pause_queue(varchar, text),
    build_orchestrator.resume_queue()
FROM PUBLIC;
