--! requires: 008_claims
--
-- How builds end: finished by their worker, cancelled, swept up after a worker that was
-- lost, given up, and run again.

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
                WHEN run.retry_in_ms <= 0 THEN NULL
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
        WHERE build.id = run.build_id AND build.fence = run.fence AND build.status = 'building'
        RETURNING build.id, build.fence, build.status, build.not_before,
            least(greatest(extract(epoch FROM v_now - coalesce(build.started_at, v_now)), 0), 99999999) AS seconds
    ), recorded AS (
        INSERT INTO build_orchestrator.build_results (
            build_queue_id, attempt, success, actual_duration_seconds, created_at, exit_code, stdout_log, stderr_log,
            error_message, error_code, peak_memory_mb, peak_cpu_percent, disk_usage_mb, total_layers,
            cache_layers_used, new_layers_built, final_image_size_bytes, image_digest, image_tags,
            pushed_to_registry, push_duration_seconds, build_cache_id
        )
        SELECT ended.id, ended.fence, run.outcome = 'success', ended.seconds, v_now, run.exit_code,
            build_orchestrator.cap_build_log(run.stdout_log), build_orchestrator.cap_build_log(run.stderr_log),
            CASE WHEN run.outcome = 'cancelled' THEN coalesce(run.error_message, 'The build was cancelled.')
                ELSE run.error_message END,
            CASE WHEN run.outcome = 'cancelled' THEN coalesce(run.error_code, 'BUILD_CANCELLED')
                ELSE run.error_code END,
            run.peak_memory_mb, run.peak_cpu_percent, run.disk_usage_mb, run.total_layers, run.cache_layers_used,
            run.new_layers_built, run.final_image_size_bytes, run.image_digest, run.image_tags,
            coalesce(run.pushed_to_registry, false), run.push_duration_seconds, run.build_cache_id
        FROM ended
        JOIN given AS run ON run.build_id = ended.id
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
    SELECT ended.id, ended.fence, ended.status, ended.not_before
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

CREATE FUNCTION build_orchestrator.sweep_builds(p_limit integer DEFAULT 500)
    RETURNS TABLE (build_id uuid, customer_id varchar, worker_id varchar, status varchar, reason text)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
    SET jit = off
    SET enable_seqscan = off
AS $$
DECLARE
    v_now  timestamptz := clock_timestamp();
    v_ids  uuid[];
BEGIN
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
    build_orchestrator.build_retry_delay(integer),
    build_orchestrator.cap_build_log(text),
    build_orchestrator.finish_builds(jsonb),
    build_orchestrator.cancel_build(uuid, varchar, text),
    build_orchestrator.sweep_builds(integer),
    build_orchestrator.retry_build_later(uuid, interval),
    build_orchestrator.replay_build(uuid)
FROM PUBLIC;
