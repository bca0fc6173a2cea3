--! requires: 018_picks
--
-- How workers take builds.

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
    v_age  interval;
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

    -- A bound noted by a claim that passes over what is too large for it would hide that from others.
    v_ids := CASE WHEN p_memory_mb IS NULL AND p_cpu_cores IS NULL
        THEN build_orchestrator.find_ready_builds(p_limit, p_fair, p_architecture)
        ELSE build_orchestrator.pick_builds(p_limit, p_fair, p_architecture, p_memory_mb, p_cpu_cores)
    END;
    IF p_fair THEN
        SELECT settings.age_after INTO v_age FROM build_orchestrator.build_queue_settings AS settings;
        IF v_age IS NOT NULL THEN
            v_ids := build_orchestrator.prefer_aged_builds(v_ids, p_limit, v_age, p_architecture, p_memory_mb, p_cpu_cores);
        END IF;
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
        FROM unnest(v_ids) WITH ORDINALITY AS picked (id, place)
        WHERE build.id = picked.id
        RETURNING picked.place, build.id, build.fence, build.customer_id, build.manifest_path, build.manifest_hash,
            build.manifest_json, build.build_args, build.architecture, build.target_registry_id, build.priority,
            build.retry_count, build.queued_at, build.started_at, build.timeout_at, build.lease_until
    )
    SELECT taken.id, taken.fence, taken.customer_id, taken.manifest_path, taken.manifest_hash, taken.manifest_json,
        taken.build_args, taken.architecture, taken.target_registry_id, taken.priority, taken.retry_count,
        taken.queued_at, taken.started_at, taken.timeout_at, taken.lease_until
    FROM taken
    ORDER BY taken.place;
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

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.claim_builds(varchar, varchar, varchar, integer, interval, integer, numeric, boolean)
FROM PUBLIC;
