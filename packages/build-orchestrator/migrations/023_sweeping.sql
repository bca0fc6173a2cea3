--! requires: 022_cancelling
--
-- Takes builds back from workers that were lost, and ends those that take too long.

CREATE FUNCTION build_orchestrator.sweep_builds(p_limit integer DEFAULT 500)
    RETURNS TABLE (build_id uuid, customer_id varchar, worker_id varchar, status varchar, reason text)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
    SET jit = off
    SET enable_seqscan = off
    SET enable_bitmapscan = off
    SET enable_sort = off
AS $$
DECLARE
    v_now  timestamptz := clock_timestamp();
    v_ids  uuid[];
BEGIN
    -- By worker: the one index in that order has the running builds and no others.
    v_ids := ARRAY(
        SELECT lost.id
        FROM build_orchestrator.build_queue AS lost
        WHERE lost.status = 'building'
            AND (
                lost.timeout_at <= v_now
                OR lost.lease_until <= v_now
                -- Not set by a claim, but by hand: the limit holds all the same.
                OR (lost.timeout_at IS NULL
                    AND lost.started_at + make_interval(secs => lost.max_duration_seconds) <= v_now)
            )
        ORDER BY lost.worker_id
        LIMIT p_limit
        -- One that is being finished at this moment is not lost.
        FOR NO KEY UPDATE SKIP LOCKED
    );

    IF cardinality(v_ids) > 0 THEN
        RETURN QUERY
        WITH lost AS MATERIALIZED (
            SELECT build.id, build.customer_id, build.worker_id, build.timeout_at,
                least(greatest(extract(epoch FROM v_now - coalesce(build.started_at, v_now)), 0), 99999999) AS seconds,
                CASE WHEN build.lease_until <= v_now AND build.timeout_at > v_now THEN 'lease' ELSE 'deadline' END
                    AS reason,
                CASE
                    WHEN build.cancel_requested_at IS NOT NULL THEN 'cancelled'
                    -- Without a lease it was claimed by a worker that retries by hand.
                    WHEN build.lease_until IS NULL THEN 'timeout'
                    WHEN coalesce(build.retry_count, 0) < coalesce(build.max_retries, 0) THEN 'queued'
                    ELSE 'timeout'
                END AS next_status
            FROM build_orchestrator.build_queue AS build
            WHERE build.id = ANY (v_ids)
        ), ended AS (
            UPDATE build_orchestrator.build_queue AS build
            SET status           = lost.next_status,
                completed_at     = v_now,
                retry_count      = coalesce(build.retry_count, 0) + CASE lost.next_status WHEN 'queued' THEN 1 ELSE 0 END,
                last_retry_at    = CASE lost.next_status WHEN 'queued' THEN v_now ELSE build.last_retry_at END,
                -- A worker that was lost says nothing about the build: the first time it goes on at once.
                not_before       = CASE
                    WHEN lost.next_status = 'queued'
                        AND (lost.reason = 'deadline' OR coalesce(build.retry_count, 0) > 0)
                    THEN v_now + build_orchestrator.build_retry_delay(build.retry_count)
                END,
                dead_at          = CASE
                    WHEN lost.next_status = 'timeout' AND coalesce(build.retry_count, 0) >= coalesce(build.max_retries, 0)
                    THEN v_now
                END,
                dead_reason      = CASE
                    WHEN lost.next_status = 'timeout' AND coalesce(build.retry_count, 0) >= coalesce(build.max_retries, 0)
                    THEN CASE lost.reason WHEN 'lease' THEN 'no retry left: its worker was lost'
                        ELSE 'no retry left: it passed its deadline' END
                END
            FROM lost
            WHERE build.id = lost.id AND build.id = ANY (v_ids)
            RETURNING build.id, build.fence
        ), recorded AS (
            INSERT INTO build_orchestrator.build_results AS result
                (build_queue_id, attempt, success, error_message, error_code, actual_duration_seconds, created_at)
            SELECT lost.id,
                ended.fence,
                false,
                CASE lost.reason
                    WHEN 'lease' THEN format('The worker was not heard of; the run was given up after %s s.', round(lost.seconds))
                    ELSE format('The build passed its deadline and was ended after %s s.', round(lost.seconds))
                END,
                CASE lost.reason WHEN 'lease' THEN 'BUILD_LOST' ELSE 'BUILD_TIMEOUT' END,
                lost.seconds,
                v_now
            FROM ended
            JOIN lost ON lost.id = ended.id
            -- The result of an earlier run gives way to that of this one, in every column.
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
        SELECT lost.id, lost.customer_id, lost.worker_id, lost.next_status::varchar, lost.reason
        FROM ended
        JOIN lost ON lost.id = ended.id
        ORDER BY lost.timeout_at;
    END IF;

    PERFORM build_orchestrator.promote_due_builds(coalesce(p_limit, 1000));
    PERFORM build_orchestrator.admit_builds(coalesce(p_limit, 1000));
    DELETE FROM build_orchestrator.build_claim_bounds AS bound WHERE bound.valid_until < v_now - interval '1 minute';
    -- Notes of customers whose limit, or who themselves, have gone.
    DELETE FROM build_orchestrator.build_admissions AS note
    WHERE NOT EXISTS (
        SELECT FROM build_orchestrator.build_places AS place WHERE place.customer_id = note.customer_id
    );
END
$$;

COMMENT ON FUNCTION build_orchestrator.sweep_builds(integer)
    IS 'Ends runs past their deadline or lease, at most so many; passes over rows in use. Claimed with a lease they go back to the queue while they have retries; otherwise status timeout and a failed result. Also makes ready what is due.';

CREATE OR REPLACE FUNCTION build_orchestrator.handle_build_timeouts()
    RETURNS TABLE (build_id uuid, customer_id varchar, worker_id varchar)
    LANGUAGE sql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
    SELECT swept.build_id, swept.customer_id, swept.worker_id
    FROM build_orchestrator.sweep_builds(NULL) AS swept
    WHERE swept.status = 'timeout';
$$;

COMMENT ON FUNCTION build_orchestrator.handle_build_timeouts()
    IS 'Ends every build past its deadline: status timeout and a failed result. Returns them, longest overdue first. Builds claimed with a lease go back to the queue while they have retries, and are not among them.';

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.sweep_builds(integer)
FROM PUBLIC;
