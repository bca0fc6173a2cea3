--! requires: 020_runs
--
-- How workers end builds, with their results.

CREATE FUNCTION build_orchestrator.build_retry_delay(p_retry_count integer)
    RETURNS interval
    LANGUAGE sql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
    -- The exponent is bounded before it is used; the spread keeps builds that failed together apart.
    SELECT least(interval '5 minutes' * power(2, least(coalesce(p_retry_count, 0), 10)), interval '4 hours')
        * (0.75 + random() / 2);
$$;

COMMENT ON FUNCTION build_orchestrator.build_retry_delay(integer)
    IS 'How long a build waits after failing: 5 minutes, doubled with every retry there has been, at most 4 hours; a quarter more or less.';

CREATE FUNCTION build_orchestrator.cap_build_log(p_log text)
    RETURNS text
    LANGUAGE sql
    IMMUTABLE
    SET search_path = build_orchestrator, pg_temp
AS $$
    -- The end of a log says why it ended.
    SELECT CASE WHEN length(p_log) > 1000000
        THEN format('[Log truncated: %s characters left out]', length(p_log) - 1000000) || chr(10) || right(p_log, 1000000)
        ELSE p_log
    END;
$$;

COMMENT ON FUNCTION build_orchestrator.cap_build_log(text)
    IS 'The last million characters of a log, with a line in front that says how many are missing. A whole one belongs in an artifact.';

CREATE FUNCTION build_orchestrator.finish_builds(p_ends jsonb)
    RETURNS TABLE (build_id uuid, fence bigint, status varchar, not_before timestamptz)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
    SET jit = off
    SET enable_seqscan = off
    SET enable_hashjoin = off
    SET enable_mergejoin = off
AS $$
DECLARE
    v_now  timestamptz := clock_timestamp();
BEGIN
    RETURN QUERY
    WITH given AS MATERIALIZED (
        SELECT run.*
        FROM jsonb_to_recordset(p_ends) AS run (
            build_id uuid, fence bigint, outcome text, retry boolean, permanent boolean, retry_in_ms bigint,
            exit_code integer, stdout_log text, stderr_log text, error_message text, error_code text,
            peak_memory_mb integer, peak_cpu_percent numeric, disk_usage_mb integer, total_layers integer,
            cache_layers_used integer, new_layers_built integer, final_image_size_bytes bigint, image_digest text,
            image_tags text[], pushed_to_registry boolean, push_duration_seconds numeric, build_cache_id uuid
        )
    ), ended AS (
        UPDATE build_orchestrator.build_queue AS build
        SET status = CASE
                WHEN run.outcome <> 'failed' THEN run.outcome
                WHEN build.cancel_requested_at IS NOT NULL THEN 'cancelled'
                WHEN run.retry AND run.permanent IS NOT TRUE
                    AND coalesce(build.retry_count, 0) < coalesce(build.max_retries, 0) THEN 'queued'
                ELSE 'failed'
            END,
            completed_at = v_now,
            progress_percent = CASE WHEN run.outcome = 'success' THEN 100 ELSE build.progress_percent END,
            retry_count = CASE
                WHEN run.outcome = 'failed' AND build.cancel_requested_at IS NULL
                    AND run.retry AND run.permanent IS NOT TRUE
                    AND coalesce(build.retry_count, 0) < coalesce(build.max_retries, 0)
                THEN coalesce(build.retry_count, 0) + 1
                ELSE build.retry_count
            END,
            last_retry_at = CASE
                WHEN run.outcome = 'failed' AND build.cancel_requested_at IS NULL
                    AND run.retry AND run.permanent IS NOT TRUE
                    AND coalesce(build.retry_count, 0) < coalesce(build.max_retries, 0)
                THEN v_now
                ELSE build.last_retry_at
            END,
            -- Taken away again by the trigger from what does not wait.
            not_before = CASE
                WHEN run.outcome <> 'failed' OR run.retry_in_ms <= 0 THEN NULL
                ELSE v_now + coalesce(
                    run.retry_in_ms * interval '1 millisecond',
                    build_orchestrator.build_retry_delay(build.retry_count)
                )
            END,
            dead_at = CASE
                WHEN run.outcome = 'failed' AND build.cancel_requested_at IS NULL
                    AND (run.permanent OR (
                        run.retry AND coalesce(build.retry_count, 0) >= coalesce(build.max_retries, 0)
                    ))
                THEN v_now
            END,
            dead_reason = CASE
                WHEN run.outcome = 'failed' AND build.cancel_requested_at IS NULL
                THEN CASE
                    WHEN run.permanent THEN 'permanent: '
                    WHEN run.retry AND coalesce(build.retry_count, 0) >= coalesce(build.max_retries, 0)
                    THEN 'no retry left: '
                END || left(coalesce(run.error_message, 'failed'), 2000)
            END
        FROM given AS run
        -- Each by its key: IS TRUE keeps the plan from reading every running build for each of the given.
        WHERE build.id = run.build_id AND build.fence = run.fence AND (build.status = 'building') IS TRUE
        RETURNING build.status, build.not_before,
            least(greatest(extract(epoch FROM v_now - coalesce(build.started_at, v_now)), 0), 99999999) AS seconds,
            run.*
    ), recorded AS (
        INSERT INTO build_orchestrator.build_results (
            build_queue_id, attempt, success, actual_duration_seconds, created_at, exit_code, stdout_log, stderr_log,
            error_message, error_code, peak_memory_mb, peak_cpu_percent, disk_usage_mb, total_layers,
            cache_layers_used, new_layers_built, final_image_size_bytes, image_digest, image_tags,
            pushed_to_registry, push_duration_seconds, build_cache_id
        )
        SELECT run.build_id, run.fence, run.outcome = 'success', run.seconds, v_now, run.exit_code,
            CASE WHEN length(run.stdout_log) > 1000000 THEN build_orchestrator.cap_build_log(run.stdout_log)
                ELSE run.stdout_log END,
            CASE WHEN length(run.stderr_log) > 1000000 THEN build_orchestrator.cap_build_log(run.stderr_log)
                ELSE run.stderr_log END,
            CASE WHEN run.outcome = 'cancelled' THEN coalesce(run.error_message, 'The build was cancelled.')
                ELSE run.error_message END,
            CASE WHEN run.outcome = 'cancelled' THEN coalesce(run.error_code, 'BUILD_CANCELLED')
                ELSE run.error_code END,
            run.peak_memory_mb, run.peak_cpu_percent, run.disk_usage_mb, run.total_layers, run.cache_layers_used,
            run.new_layers_built, run.final_image_size_bytes, run.image_digest, run.image_tags,
            coalesce(run.pushed_to_registry, false), run.push_duration_seconds, run.build_cache_id
        FROM ended AS run
        -- The result of an earlier run moves to the history, by trigger, and gives way in every column.
        ON CONFLICT ON CONSTRAINT uq_build_results_build_queue_id DO UPDATE
        SET attempt                 = excluded.attempt,
            success                 = excluded.success,
            exit_code               = excluded.exit_code,
            stdout_log              = excluded.stdout_log,
            stderr_log              = excluded.stderr_log,
            error_message           = excluded.error_message,
            error_code              = excluded.error_code,
            actual_duration_seconds = excluded.actual_duration_seconds,
            peak_memory_mb          = excluded.peak_memory_mb,
            peak_cpu_percent        = excluded.peak_cpu_percent,
            disk_usage_mb           = excluded.disk_usage_mb,
            total_layers            = excluded.total_layers,
            cache_layers_used       = excluded.cache_layers_used,
            new_layers_built        = excluded.new_layers_built,
            final_image_size_bytes  = excluded.final_image_size_bytes,
            image_digest            = excluded.image_digest,
            image_tags              = excluded.image_tags,
            pushed_to_registry      = excluded.pushed_to_registry,
            push_duration_seconds   = excluded.push_duration_seconds,
            build_cache_id          = excluded.build_cache_id,
            created_at              = excluded.created_at
    )
    SELECT ended.build_id, ended.fence, ended.status, ended.not_before
    FROM ended
    UNION ALL
    -- Told twice, after an answer that was lost: it holds, and nothing is written.
    SELECT build.id, build.fence, build.status, build.not_before
    FROM given AS run
    JOIN build_orchestrator.build_queue AS build ON build.id = run.build_id AND build.fence = run.fence
    WHERE build.status = run.outcome AND build.status <> 'building';
END
$$;

COMMENT ON FUNCTION build_orchestrator.finish_builds(jsonb)
    IS 'Ends runs by their fences and records their results: success, failed or cancelled. A failed one with retry goes back to the queue while it has retries, and is dead afterwards. What is missing from the answer was lost.';

CREATE FUNCTION build_orchestrator.finish_and_claim_builds(
    p_ends             jsonb,
    p_worker_id        varchar(100),
    p_worker_hostname  varchar(255),
    p_architecture     varchar(20)  DEFAULT NULL,
    p_limit            integer      DEFAULT 1,
    p_lease            interval     DEFAULT interval '60 seconds',
    p_memory_mb        integer      DEFAULT NULL,
    p_cpu_cores        numeric      DEFAULT NULL
)
    RETURNS TABLE (
        finished            boolean,
        build_id            uuid,
        fence               bigint,
        status              varchar,
        not_before          timestamptz,
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
AS $$
BEGIN
    RETURN QUERY
    SELECT true, ended.build_id, ended.fence, ended.status, ended.not_before, NULL::varchar, NULL::text, NULL::varchar,
        NULL::jsonb, NULL::jsonb, NULL::varchar, NULL::uuid, NULL::integer, NULL::integer, NULL::timestamptz,
        NULL::timestamptz, NULL::timestamptz, NULL::timestamptz
    FROM build_orchestrator.finish_builds(p_ends) AS ended;

    -- Afterwards, so that the places which have become free are given away at once.
    RETURN QUERY
    SELECT false, claimed.build_id, claimed.fence, 'building'::varchar, NULL::timestamptz, claimed.customer_id,
        claimed.manifest_path, claimed.manifest_hash, claimed.manifest_json, claimed.build_args, claimed.architecture,
        claimed.target_registry_id, claimed.priority, claimed.retry_count, claimed.queued_at, claimed.started_at,
        claimed.timeout_at, claimed.lease_until
    FROM build_orchestrator.claim_builds(
        p_worker_id, p_worker_hostname, p_architecture, p_limit, p_lease, p_memory_mb, p_cpu_cores
    ) AS claimed;
END
$$;

COMMENT ON FUNCTION build_orchestrator.finish_and_claim_builds(jsonb, varchar, varchar, varchar, integer, interval, integer, numeric)
    IS 'finish_builds and then claim_builds, for one round trip and one commit. First the runs that were ended, then the builds that were claimed, in their order.';

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.build_retry_delay(integer),
    build_orchestrator.cap_build_log(text),
    build_orchestrator.finish_builds(jsonb),
    build_orchestrator.finish_and_claim_builds(jsonb, varchar, varchar, varchar, integer, interval, integer, numeric)
FROM PUBLIC;
