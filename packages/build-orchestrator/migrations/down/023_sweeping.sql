CREATE OR REPLACE FUNCTION build_orchestrator.handle_build_timeouts()
    RETURNS TABLE (build_id uuid, customer_id varchar, worker_id varchar)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_now  timestamptz := clock_timestamp();
BEGIN
    RETURN QUERY
    WITH ended AS (
        UPDATE build_orchestrator.build_queue AS build
        SET status = 'timeout', completed_at = v_now
        WHERE build.id = ANY (ARRAY(
            SELECT late.id
            FROM build_orchestrator.build_queue AS late
            WHERE late.status = 'building'
                AND (
                    late.timeout_at <= v_now
                    -- Not set by the claim, but by hand: the limit holds all the same.
                    OR (late.timeout_at IS NULL
                        AND late.started_at + make_interval(secs => late.max_duration_seconds) <= v_now)
                )
            -- One that is being finished at this moment is not late.
            FOR UPDATE SKIP LOCKED
        ))
        RETURNING build.id, build.customer_id, build.worker_id, build.timeout_at,
            -- Bounded by the column, so that one absurd start does not stop the sweep.
            least(greatest(extract(epoch FROM v_now - coalesce(build.started_at, v_now)), 0), 99999999) AS seconds
    ), recorded AS (
        INSERT INTO build_orchestrator.build_results AS result
            (build_queue_id, success, error_message, error_code, actual_duration_seconds, created_at)
        SELECT ended.id,
            false,
            format('The build passed its deadline and was ended after %s s.', round(ended.seconds)),
            'BUILD_TIMEOUT',
            ended.seconds,
            v_now
        FROM ended
        -- The result of an earlier run gives way to that of this one, in every column.
        ON CONFLICT ON CONSTRAINT uq_build_results_build_queue_id DO UPDATE
        SET success                 = excluded.success,
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
    SELECT ended.id, ended.customer_id, ended.worker_id
    FROM ended
    ORDER BY ended.timeout_at;
END
$$;

COMMENT ON FUNCTION build_orchestrator.handle_build_timeouts()
    IS 'Ends every build past its deadline: status timeout and a failed result. Returns them, longest overdue first.';
DROP FUNCTION build_orchestrator.sweep_builds(integer);
