-- What the tables cannot say by themselves: claiming, timing out, statistics, clean-up.
--
-- Deadlines and ages are measured by clock_timestamp(): now() is the start of the
-- transaction, which may be long ago. Where an index is to be used, the time is read
-- into a variable first.
--
-- Errors raised here: LB001 an argument is null or negative, LB002 the conversation is
-- finished, LB003 no valid license, LB004 the monthly quota is used up.

-- Build cache.

CREATE FUNCTION build_orchestrator.update_cache_stats()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    -- A reader may count its hit without the right to change the entry.
    SECURITY DEFINER
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_new_customer  boolean;
BEGIN
    IF NEW.access_type = 'cache_miss' THEN
        RETURN NULL;
    END IF;

    -- The common case: a customer who has been here before.
    UPDATE build_orchestrator.build_cache_registry AS entry
    SET cache_hit_count  = coalesce(entry.cache_hit_count, 0) + CASE NEW.access_type WHEN 'cache_hit' THEN 1 ELSE 0 END,
        last_accessed_at = greatest(entry.last_accessed_at, NEW.accessed_at)
    WHERE entry.id = NEW.build_cache_id
        AND EXISTS (
            SELECT FROM build_orchestrator.build_cache_customers AS pair
            WHERE pair.build_cache_id = NEW.build_cache_id AND pair.customer_id = NEW.customer_id
        );
    IF FOUND THEN
        RETURN NULL;
    END IF;

    -- Two first hits at once would each take the other for absent; so one waits here,
    -- and reads below, in a statement of its own, what the other has committed.
    PERFORM entry.id
    FROM build_orchestrator.build_cache_registry AS entry
    WHERE entry.id = NEW.build_cache_id
    FOR NO KEY UPDATE;

    INSERT INTO build_orchestrator.build_cache_customers (build_cache_id, customer_id, first_accessed_at)
    VALUES (NEW.build_cache_id, NEW.customer_id, NEW.accessed_at)
    ON CONFLICT DO NOTHING;
    v_new_customer := FOUND;

    UPDATE build_orchestrator.build_cache_registry AS entry
    SET cache_hit_count        = coalesce(entry.cache_hit_count, 0)
                                 + CASE NEW.access_type WHEN 'cache_hit' THEN 1 ELSE 0 END,
        last_accessed_at       = greatest(entry.last_accessed_at, NEW.accessed_at),
        total_customers_served = CASE
            -- The count starts at 1, which stands for the first of them.
            WHEN v_new_customer AND EXISTS (
                SELECT FROM build_orchestrator.build_cache_customers AS other
                WHERE other.build_cache_id = NEW.build_cache_id AND other.customer_id <> NEW.customer_id
            ) THEN coalesce(entry.total_customers_served, 1) + 1
            ELSE greatest(entry.total_customers_served, 1)
        END
    WHERE entry.id = NEW.build_cache_id;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION build_orchestrator.update_cache_stats()
    IS 'Trigger: counts a hit or creation on its cache entry. A miss changes nothing.';

CREATE FUNCTION build_orchestrator.record_cache_access(
    p_build_cache_id         uuid,
    p_customer_id            varchar(100),
    p_access_type            varchar(20),
    p_deployment_id          varchar(100)   DEFAULT NULL,
    p_deployment_region      varchar(100)   DEFAULT NULL,
    p_pull_duration_seconds  numeric(10,2)  DEFAULT NULL,
    p_download_size_bytes    bigint         DEFAULT NULL,
    p_user_agent             text           DEFAULT NULL,
    p_ip_address             inet           DEFAULT NULL
)
    RETURNS bigint
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_id  bigint;
BEGIN
    IF p_access_type NOT IN ('cache_hit', 'cache_miss') THEN
        INSERT INTO build_orchestrator.build_access_log AS access (
            build_cache_id, customer_id, accessed_at, access_type, deployment_id, deployment_region,
            pull_duration_seconds, download_size_bytes, user_agent, ip_address
        )
        VALUES (
            p_build_cache_id, p_customer_id, clock_timestamp(), p_access_type, p_deployment_id, p_deployment_region,
            p_pull_duration_seconds, p_download_size_bytes, p_user_agent, p_ip_address
        )
        RETURNING access.id INTO v_id;
        RETURN v_id;
    END IF;

    INSERT INTO build_orchestrator.build_access_log AS access (
        build_cache_id, customer_id, manifest_hash, accessed_at, access_type, deployment_id,
        deployment_region, pull_duration_seconds, download_size_bytes, user_agent, ip_address
    )
    SELECT entry.id, p_customer_id, entry.manifest_hash, clock_timestamp(),
        -- An entry that is gone, out of date or above the customer's tier was no help.
        CASE WHEN entry.deleted_at IS NULL
                AND (entry.expires_at IS NULL OR entry.expires_at > clock_timestamp())
                AND array_position(ARRAY['core', 'pro', 'enterprise', 'asp'], customer.tier::text)
                    >= array_position(ARRAY['core', 'pro', 'enterprise', 'asp'], entry.tier::text)
            THEN p_access_type
            ELSE 'cache_miss'
        END,
        p_deployment_id, p_deployment_region, p_pull_duration_seconds, p_download_size_bytes, p_user_agent, p_ip_address
    FROM (VALUES (p_build_cache_id)) AS asked (id)
    LEFT JOIN build_orchestrator.build_cache_registry AS entry ON entry.id = asked.id
    LEFT JOIN build_orchestrator.customers AS customer ON customer.customer_id = p_customer_id
    RETURNING access.id INTO v_id;
    RETURN v_id;
END
$$;

COMMENT ON FUNCTION build_orchestrator.record_cache_access(uuid, varchar, varchar, varchar, varchar, numeric, bigint, text, inet)
    IS 'Records one look-up in the build cache and returns its id. A hit on an entry that is deleted, expired or above the customer''s tier is recorded as a miss; a miss needs no entry.';

-- Build queue.

CREATE FUNCTION build_orchestrator.get_next_build_for_worker(
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

CREATE FUNCTION build_orchestrator.update_build_progress(
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
    WHERE build.id = p_build_id AND build.status = 'building';
    RETURN FOUND;
END
$$;

COMMENT ON FUNCTION build_orchestrator.update_build_progress(uuid, integer, varchar, integer)
    IS 'Notes how far a build is; null keeps what was there. False when it is not being built.';

CREATE FUNCTION build_orchestrator.handle_build_timeouts()
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

CREATE FUNCTION build_orchestrator.retry_failed_build(p_build_id uuid)
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

CREATE FUNCTION build_orchestrator.check_build_quota(p_customer_id varchar(100))
    RETURNS TABLE (monthly_limit integer, used bigint)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_now    timestamptz := clock_timestamp();
    v_limit  integer;
    v_used   bigint;
BEGIN
    IF p_customer_id = 'system' THEN
        RETURN QUERY SELECT NULL::integer, 0::bigint;
        RETURN;
    END IF;

    -- Makes builds of one customer come one after another, so that none slips past the
    -- count. No row lock: whoever may enqueue need not be able to change a license.
    PERFORM pg_advisory_xact_lock(
        'build_orchestrator.licenses'::regclass::oid::integer, hashtext(p_customer_id)
    );

    SELECT license.max_builds_per_month
    INTO v_limit
    FROM build_orchestrator.licenses AS license
    WHERE license.customer_id = p_customer_id
        AND license.status IN ('active', 'trial')
        AND license.expires_at > v_now
        AND (license.status = 'active' OR license.trial_expires_at IS NULL OR license.trial_expires_at > v_now);

    IF NOT FOUND THEN
        RAISE EXCEPTION 'Customer % has no active or trial license.', p_customer_id
            USING ERRCODE = 'LB003', HINT = 'Renew the license, or issue one.';
    END IF;
    IF v_limit IS NULL THEN
        RETURN QUERY SELECT NULL::integer, NULL::bigint;
        RETURN;
    END IF;

    SELECT count(*)
    INTO v_used
    FROM build_orchestrator.build_queue AS build
    WHERE build.customer_id = p_customer_id
        AND build.queued_at >= date_trunc('month', v_now, 'UTC')
        AND build.status <> 'cancelled';

    IF v_used >= v_limit THEN
        RAISE EXCEPTION 'Customer % has used up its monthly builds: limit %, used %.', p_customer_id, v_limit, v_used
            USING ERRCODE = 'LB004', HINT = 'Wait for the next month (UTC), or raise max_builds_per_month.';
    END IF;
    RETURN QUERY SELECT v_limit, v_used;
END
$$;

COMMENT ON FUNCTION build_orchestrator.check_build_quota(varchar)
    IS 'Refuses a further build without a valid license or beyond the monthly quota; otherwise gives limit and use. Until the transaction ends, no other build of the customer is counted. The customer system has no limit.';

CREATE FUNCTION build_orchestrator.validate_build_queue_insert()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    PERFORM build_orchestrator.check_build_quota(NEW.customer_id);
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION build_orchestrator.validate_build_queue_insert()
    IS 'Trigger, switched off as delivered: refuses a build without a valid license or beyond the monthly quota. How many may run at once does not concern the queueing.';

-- Conversations.

CREATE FUNCTION build_orchestrator.update_conversation_stats()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE build_orchestrator.conversations AS conversation
        SET total_messages    = greatest(conversation.total_messages - 1, 0),
            total_tokens_used = greatest(conversation.total_tokens_used - coalesce(OLD.total_tokens, 0), 0)
        WHERE conversation.id = OLD.conversation_id;
        RETURN NULL;
    END IF;

    UPDATE build_orchestrator.conversations AS conversation
    SET total_messages    = coalesce(conversation.total_messages, 0) + 1,
        total_tokens_used = coalesce(conversation.total_tokens_used, 0) + coalesce(NEW.total_tokens, 0),
        last_message_at   = greatest(conversation.last_message_at, NEW.created_at)
    WHERE conversation.id = NEW.conversation_id AND conversation.status = 'active';

    IF NOT FOUND THEN
        RAISE EXCEPTION 'Conversation % is finished and takes no more messages.', NEW.conversation_id
            USING ERRCODE = 'LB002', HINT = 'Start a new conversation, or set this one active again.';
    END IF;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION build_orchestrator.update_conversation_stats()
    IS 'Trigger: counts a message and its tokens, up or down. Refuses a message to a conversation that is not active.';

CREATE FUNCTION build_orchestrator.expire_old_conversations(p_inactive_hours integer DEFAULT 24)
    RETURNS TABLE (conversation_id uuid, customer_email varchar, abandoned_at timestamptz)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_now  timestamptz := clock_timestamp();
BEGIN
    IF p_inactive_hours IS NULL OR p_inactive_hours < 0 THEN
        RAISE EXCEPTION 'p_inactive_hours is %, expected 0 or more.', coalesce(p_inactive_hours::text, 'null')
            USING ERRCODE = 'LB001';
    END IF;
    RETURN QUERY
    UPDATE build_orchestrator.conversations AS conversation
    SET status = 'abandoned', abandoned_at = v_now
    WHERE conversation.status = 'active'
        AND coalesce(conversation.last_message_at, conversation.started_at)
            < v_now - make_interval(hours => p_inactive_hours)
    RETURNING conversation.id, conversation.customer_email, conversation.abandoned_at;
END
$$;

COMMENT ON FUNCTION build_orchestrator.expire_old_conversations(integer)
    IS 'Marks active conversations as abandoned that have been silent for longer; one without messages counts from its start.';

-- Clean-up.

CREATE FUNCTION build_orchestrator.revoke_expired_credentials()
    RETURNS TABLE (credential_id uuid, customer_id varchar, registry_name varchar, revoked_at timestamptz)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_now  timestamptz := clock_timestamp();
BEGIN
    RETURN QUERY
    UPDATE build_orchestrator.registry_credentials AS credential
    SET is_active = false, revoked_at = v_now
    WHERE credential.is_active
        AND credential.revoked_at IS NULL
        AND credential.validation_status = 'invalid'
        AND coalesce(credential.last_validated_at, credential.updated_at) < v_now - interval '7 days'
    RETURNING credential.id, credential.customer_id, credential.registry_name, credential.revoked_at;
END
$$;

COMMENT ON FUNCTION build_orchestrator.revoke_expired_credentials()
    IS 'Switches off and revokes credentials that were found invalid more than 7 days ago.';

CREATE FUNCTION build_orchestrator.expire_licenses()
    RETURNS TABLE (license_id uuid, customer_id varchar, expired_at timestamptz)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_now  timestamptz := clock_timestamp();
BEGIN
    RETURN QUERY
    UPDATE build_orchestrator.licenses AS license
    SET status = 'expired'
    WHERE (license.status IN ('active', 'trial') AND license.expires_at <= v_now)
        OR (license.status = 'trial' AND license.trial_expires_at <= v_now)
    RETURNING license.id, license.customer_id, v_now;
END
$$;

COMMENT ON FUNCTION build_orchestrator.expire_licenses()
    IS 'Marks licenses as expired that are past their end; a trial ends with the earlier of its two dates.';

CREATE FUNCTION build_orchestrator.cleanup_old_build_logs(p_retention_days integer DEFAULT 90)
    RETURNS TABLE (deleted_count bigint)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_marker  CONSTANT text := '[Log truncated: retention period exceeded]';
    v_before  timestamptz;
    v_count   bigint;
BEGIN
    IF p_retention_days IS NULL OR p_retention_days < 0 THEN
        RAISE EXCEPTION 'p_retention_days is %, expected 0 or more.', coalesce(p_retention_days::text, 'null')
            USING ERRCODE = 'LB001';
    END IF;
    v_before := clock_timestamp() - make_interval(days => p_retention_days);

    UPDATE build_orchestrator.build_results AS result
    SET stdout_log = CASE WHEN result.stdout_log IS NOT NULL THEN v_marker END,
        stderr_log = CASE WHEN result.stderr_log IS NOT NULL THEN v_marker END
    WHERE result.created_at < v_before
        -- Short logs are worth more than the space they take; and a marker is not replaced again.
        AND coalesce(length(result.stdout_log), 0) + coalesce(length(result.stderr_log), 0) > 1000;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN QUERY SELECT v_count;
END
$$;

COMMENT ON FUNCTION build_orchestrator.cleanup_old_build_logs(integer)
    IS 'Replaces logs of more than 1000 characters by a marker once they are older than this many days; returns how many results it changed.';

CREATE FUNCTION build_orchestrator.purge_soft_deleted_records(p_purge_after_days integer DEFAULT 30)
    RETURNS TABLE (table_name text, records_purged bigint)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_before     timestamptz;
    v_entries    bigint;
    v_manifests  bigint;
    v_customers  bigint;
BEGIN
    IF p_purge_after_days IS NULL OR p_purge_after_days < 0 THEN
        RAISE EXCEPTION 'p_purge_after_days is %, expected 0 or more.', coalesce(p_purge_after_days::text, 'null')
            USING ERRCODE = 'LB001';
    END IF;
    v_before := clock_timestamp() - make_interval(days => p_purge_after_days);

    -- Customers last: an entry or manifest that is due is then counted, whoever it belongs to.
    DELETE FROM build_orchestrator.build_cache_registry AS entry
    WHERE entry.deleted_at < v_before;
    GET DIAGNOSTICS v_entries = ROW_COUNT;

    DELETE FROM build_orchestrator.build_manifests AS manifest
    WHERE manifest.deleted_at < v_before;
    GET DIAGNOSTICS v_manifests = ROW_COUNT;

    DELETE FROM build_orchestrator.customers AS customer
    WHERE customer.deleted_at < v_before
        AND customer.customer_id <> 'system'
        -- A worker is still at it; the next purge takes the customer.
        AND NOT EXISTS (
            SELECT FROM build_orchestrator.build_queue AS build
            WHERE build.customer_id = customer.customer_id AND build.status = 'building'
        );
    GET DIAGNOSTICS v_customers = ROW_COUNT;

    RETURN QUERY VALUES
        ('customers', v_customers),
        ('build_cache_registry', v_entries),
        ('build_manifests', v_manifests);
END
$$;

COMMENT ON FUNCTION build_orchestrator.purge_soft_deleted_records(integer)
    IS 'Deletes for good what was soft-deleted more than this many days ago. Spares the customer system, and customers with a build running.';

CREATE FUNCTION build_orchestrator.maintenance_vacuum_analyze()
    RETURNS TABLE (table_name text, completed_at timestamptz)
    LANGUAGE sql
    STABLE
    SET search_path = build_orchestrator, pg_temp
AS $$
    SELECT format('VACUUM (ANALYZE) %I.%I;', namespace.nspname, relation.relname), now()
    FROM unnest(ARRAY[
        'build_orchestrator.build_access_log'::regclass,
        'build_orchestrator.build_events'::regclass,
        'build_orchestrator.conversation_messages'::regclass,
        'build_orchestrator.build_metrics'::regclass,
        'build_orchestrator.build_queue'::regclass
    ]) WITH ORDINALITY AS busy (relation_id, place)
    JOIN pg_catalog.pg_class AS relation ON relation.oid = busy.relation_id
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relation.relnamespace
    ORDER BY busy.place;
$$;

COMMENT ON FUNCTION build_orchestrator.maintenance_vacuum_analyze()
    IS 'Lists the VACUUM commands worth running on the busiest tables. Runs none: VACUUM is refused inside a function.';

-- Analytics.

CREATE FUNCTION build_orchestrator.get_cache_hit_rate(
    p_customer_id  varchar(100)  DEFAULT NULL,
    p_days         integer       DEFAULT 30
)
    RETURNS TABLE (
        customer_id       varchar,
        total_accesses    bigint,
        cache_hits        bigint,
        cache_misses      bigint,
        hit_rate_percent  numeric
    )
    LANGUAGE plpgsql
    STABLE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_since  timestamptz;
BEGIN
    IF p_days IS NULL OR p_days < 0 THEN
        RAISE EXCEPTION 'p_days is %, expected 0 or more.', coalesce(p_days::text, 'null')
            USING ERRCODE = 'LB001';
    END IF;
    v_since := clock_timestamp() - make_interval(days => p_days);

    RETURN QUERY
    SELECT access.customer_id,
        count(*),
        count(*) FILTER (WHERE access.access_type = 'cache_hit'),
        count(*) FILTER (WHERE access.access_type = 'cache_miss'),
        round(100.0 * count(*) FILTER (WHERE access.access_type = 'cache_hit') / count(*), 2)
    FROM build_orchestrator.build_access_log AS access
    WHERE access.accessed_at >= v_since
        AND (p_customer_id IS NULL OR access.customer_id = p_customer_id)
    GROUP BY access.customer_id
    ORDER BY 5 DESC, 1;
END
$$;

COMMENT ON FUNCTION build_orchestrator.get_cache_hit_rate(varchar, integer)
    IS 'Share of hits among all look-ups of the last days, per customer, best first; null means every customer.';

CREATE FUNCTION build_orchestrator.get_license_quota_usage(p_customer_id varchar(100))
    RETURNS TABLE (
        max_builds_per_month       integer,
        builds_this_month          bigint,
        remaining_builds           integer,
        quota_utilization_percent  numeric,
        max_registries             integer,
        active_registries          bigint,
        max_concurrent_builds      integer,
        current_concurrent_builds  bigint
    )
    LANGUAGE sql
    STABLE
    SET search_path = build_orchestrator, pg_temp
AS $$
    -- Counted apart: joined to each other, builds and registries would multiply.
    SELECT license.max_builds_per_month,
        month.builds,
        -- Null stays null: what is unlimited has no remainder and no utilization.
        CASE WHEN license.max_builds_per_month IS NOT NULL
            THEN greatest(license.max_builds_per_month - month.builds, 0)::integer
        END,
        CASE WHEN license.max_builds_per_month = 0 THEN 100.00
            ELSE round(100.0 * month.builds / license.max_builds_per_month, 2)
        END,
        license.max_registries,
        registries.active,
        license.max_concurrent_builds,
        running.builds
    FROM build_orchestrator.licenses AS license
    CROSS JOIN LATERAL (
        SELECT count(*) AS builds
        FROM build_orchestrator.build_queue AS build
        WHERE build.customer_id = license.customer_id
            AND build.queued_at >= date_trunc('month', now(), 'UTC')
            AND build.status <> 'cancelled'
    ) AS month
    CROSS JOIN LATERAL (
        SELECT count(*) AS active
        FROM build_orchestrator.registry_credentials AS credential
        WHERE credential.customer_id = license.customer_id
            AND credential.is_active
            AND credential.revoked_at IS NULL
    ) AS registries
    CROSS JOIN LATERAL (
        SELECT count(*) AS builds
        FROM build_orchestrator.build_queue AS build
        WHERE build.customer_id = license.customer_id AND build.status = 'building'
    ) AS running
    WHERE license.customer_id = p_customer_id;
$$;

COMMENT ON FUNCTION build_orchestrator.get_license_quota_usage(varchar)
    IS 'What a license allows and how much of it is used; builds count by the month (UTC) in which they were queued, cancelled ones do not. No row without a license.';

-- Triggers.

CREATE FUNCTION build_orchestrator.update_updated_at_column()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION build_orchestrator.update_updated_at_column() IS 'Trigger: sets updated_at.';

CREATE TRIGGER trigger_customers_updated_at
    BEFORE UPDATE ON build_orchestrator.customers
    FOR EACH ROW EXECUTE FUNCTION build_orchestrator.update_updated_at_column();

CREATE TRIGGER trigger_licenses_updated_at
    BEFORE UPDATE ON build_orchestrator.licenses
    FOR EACH ROW EXECUTE FUNCTION build_orchestrator.update_updated_at_column();

CREATE TRIGGER trigger_registry_credentials_updated_at
    BEFORE UPDATE ON build_orchestrator.registry_credentials
    FOR EACH ROW EXECUTE FUNCTION build_orchestrator.update_updated_at_column();

CREATE TRIGGER trigger_build_queue_updated_at
    BEFORE UPDATE ON build_orchestrator.build_queue
    FOR EACH ROW EXECUTE FUNCTION build_orchestrator.update_updated_at_column();

CREATE TRIGGER trigger_build_manifests_updated_at
    BEFORE UPDATE ON build_orchestrator.build_manifests
    FOR EACH ROW EXECUTE FUNCTION build_orchestrator.update_updated_at_column();

CREATE TRIGGER trigger_conversations_updated_at
    BEFORE UPDATE ON build_orchestrator.conversations
    FOR EACH ROW EXECUTE FUNCTION build_orchestrator.update_updated_at_column();

CREATE TRIGGER trigger_update_cache_stats
    AFTER INSERT ON build_orchestrator.build_access_log
    FOR EACH ROW EXECUTE FUNCTION build_orchestrator.update_cache_stats();

CREATE TRIGGER trigger_update_conversation_stats
    AFTER INSERT ON build_orchestrator.conversation_messages
    FOR EACH ROW EXECUTE FUNCTION build_orchestrator.update_conversation_stats();

CREATE TRIGGER trigger_revert_conversation_stats
    AFTER DELETE ON build_orchestrator.conversation_messages
    FOR EACH ROW EXECUTE FUNCTION build_orchestrator.update_conversation_stats();

-- For applications that want the quota kept by the database:
-- ALTER TABLE … ENABLE TRIGGER trigger_validate_build_queue_insert.
CREATE TRIGGER trigger_validate_build_queue_insert
    BEFORE INSERT ON build_orchestrator.build_queue
    FOR EACH ROW EXECUTE FUNCTION build_orchestrator.validate_build_queue_insert();

ALTER TABLE build_orchestrator.build_queue DISABLE TRIGGER trigger_validate_build_queue_insert;

-- Executing is granted to the application's roles, not to everyone. A trigger fires without it.
REVOKE EXECUTE ON FUNCTION
    build_orchestrator.update_cache_stats(),
    build_orchestrator.record_cache_access(uuid, varchar, varchar, varchar, varchar, numeric, bigint, text, inet),
    build_orchestrator.get_next_build_for_worker(varchar, varchar, varchar),
    build_orchestrator.update_build_progress(uuid, integer, varchar, integer),
    build_orchestrator.handle_build_timeouts(),
    build_orchestrator.retry_failed_build(uuid),
    build_orchestrator.check_build_quota(varchar),
    build_orchestrator.validate_build_queue_insert(),
    build_orchestrator.update_conversation_stats(),
    build_orchestrator.expire_old_conversations(integer),
    build_orchestrator.revoke_expired_credentials(),
    build_orchestrator.expire_licenses(),
    build_orchestrator.cleanup_old_build_logs(integer),
    build_orchestrator.purge_soft_deleted_records(integer),
    build_orchestrator.maintenance_vacuum_analyze(),
    build_orchestrator.get_cache_hit_rate(varchar, integer),
    build_orchestrator.get_license_quota_usage(varchar),
    build_orchestrator.update_updated_at_column()
FROM PUBLIC;
