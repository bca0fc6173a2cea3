--! requires: 024_retries
--
-- Asking for a build: what the cache has is not built again, what is under way is not
-- queued twice, and the quota holds however many ask at once.
--
-- Errors raised here: LB006 the customer does not exist, LB007 the registry is not one
-- the customer may push to.

CREATE FUNCTION build_orchestrator.tier_rank(p_tier text)
    RETURNS integer
    LANGUAGE sql
    IMMUTABLE
    PARALLEL SAFE
    SET search_path = build_orchestrator, pg_temp
AS $$
    SELECT array_position(ARRAY['core', 'pro', 'enterprise', 'asp'], p_tier);
$$;

COMMENT ON FUNCTION build_orchestrator.tier_rank(text) IS 'core is 1, asp is 4; null for anything else.';

CREATE FUNCTION build_orchestrator.find_cached_build(
    p_customer_id    varchar(100),
    p_manifest_hash  varchar(64),
    p_architecture   varchar(20)  DEFAULT NULL,
    p_manifest_json  jsonb        DEFAULT NULL
)
    RETURNS uuid
    LANGUAGE sql
    STABLE
    SET search_path = build_orchestrator, pg_temp
AS $$
    SELECT entry.id
    FROM build_orchestrator.customers AS customer
    JOIN build_orchestrator.build_cache_registry AS entry
        ON build_orchestrator.tier_rank(entry.tier) <= build_orchestrator.tier_rank(customer.tier)
    WHERE customer.customer_id = p_customer_id
        AND customer.deleted_at IS NULL
        AND entry.manifest_hash = lower(p_manifest_hash)
        AND entry.deleted_at IS NULL
        AND (entry.expires_at IS NULL OR entry.expires_at > clock_timestamp())
        AND (p_architecture IS NULL OR entry.architecture = p_architecture)
        -- Equal hashes prove nothing about short ones, so the manifest itself is compared.
        AND (p_manifest_json IS NULL OR entry.manifest_json = p_manifest_json)
    ORDER BY build_orchestrator.tier_rank(entry.tier) DESC
    LIMIT 1;
$$;

COMMENT ON FUNCTION build_orchestrator.find_cached_build(varchar, varchar, varchar, jsonb)
    IS 'The cache entry a customer may use for a manifest, that of the highest tier first; null when there is none. Records nothing.';

CREATE FUNCTION build_orchestrator.request_build(
    p_id                          uuid,
    p_customer_id                 varchar(100),
    p_manifest_path               text,
    p_manifest_json               jsonb,
    p_manifest_hash               varchar(64)   DEFAULT NULL,
    p_priority                    integer       DEFAULT 5,
    p_architecture                varchar(20)   DEFAULT 'amd64',
    p_target_registry_id          uuid          DEFAULT NULL,
    p_build_args                  jsonb         DEFAULT '{}'::jsonb,
    p_total_steps                 integer       DEFAULT NULL,
    p_estimated_duration_seconds  integer       DEFAULT NULL,
    p_estimated_memory_mb         integer       DEFAULT NULL,
    p_estimated_cpu_cores         numeric       DEFAULT NULL,
    p_max_duration_seconds        integer       DEFAULT 3600,
    p_max_retries                 integer       DEFAULT 3,
    p_not_before                  timestamptz   DEFAULT NULL,
    p_deduplicate                 boolean       DEFAULT false,
    p_cache_first                 boolean       DEFAULT false,
    p_enforce_quota               boolean       DEFAULT true,
    p_depends_on                  uuid[]        DEFAULT NULL,
    p_on_dependency_failure       varchar(10)   DEFAULT 'cancel'
)
    RETURNS TABLE (outcome varchar, build_id uuid, build_cache_id uuid)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    v_hash      varchar(64) := lower(coalesce(
        p_manifest_hash, encode(sha256(convert_to(p_manifest_json::text, 'UTF8')), 'hex')
    ));
    v_cache_id  uuid;
    v_build_id  uuid;
    v_limit     integer;
    v_used      bigint;
    v_percent   integer;
BEGIN
    IF NOT EXISTS (
        SELECT FROM build_orchestrator.customers AS customer
        WHERE customer.customer_id = p_customer_id AND customer.deleted_at IS NULL
    ) THEN
        RAISE EXCEPTION 'Customer % does not exist.', p_customer_id
            USING ERRCODE = 'LB006', HINT = 'Sign the customer up first.';
    END IF;
    IF p_target_registry_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM build_orchestrator.registry_credentials AS credential
        WHERE credential.id = p_target_registry_id
            AND credential.customer_id = p_customer_id
            AND credential.is_active
            AND credential.revoked_at IS NULL
    ) THEN
        RAISE EXCEPTION 'Registry credential % is not an active one of customer %.', p_target_registry_id, p_customer_id
            USING ERRCODE = 'LB007', HINT = 'Store the credential first, or leave it out to use the default one.';
    END IF;

    IF p_cache_first THEN
        v_cache_id := build_orchestrator.find_cached_build(p_customer_id, v_hash, p_architecture, p_manifest_json);
        IF v_cache_id IS NOT NULL THEN
            PERFORM build_orchestrator.record_cache_access(v_cache_id, p_customer_id, 'cache_hit');
            RETURN QUERY SELECT 'cached'::varchar, NULL::uuid, v_cache_id;
            RETURN;
        END IF;
        INSERT INTO build_orchestrator.build_access_log AS access (customer_id, manifest_hash, access_type, accessed_at)
        VALUES (p_customer_id, v_hash, 'cache_miss', clock_timestamp());
    END IF;

    FOR v_try IN 1 .. 10 LOOP
        IF p_deduplicate THEN
            SELECT build.id
            INTO v_build_id
            FROM build_orchestrator.build_queue AS build
            WHERE build.customer_id = p_customer_id
                AND build.manifest_hash = v_hash
                AND build.architecture = p_architecture
                AND build.deduplicate
                AND build.status IN ('queued', 'building');
            IF FOUND THEN
                RETURN QUERY SELECT 'attached'::varchar, v_build_id, NULL::uuid;
                RETURN;
            END IF;
        END IF;

        IF p_enforce_quota THEN
            SELECT quota.monthly_limit, quota.used
            INTO v_limit, v_used
            FROM build_orchestrator.check_build_quota(p_customer_id) AS quota;
        END IF;

        -- Waits for a twin that is being queued at this moment, and then finds nothing to insert.
        INSERT INTO build_orchestrator.build_queue AS build (
            id, customer_id, manifest_path, manifest_json, manifest_hash, priority, architecture, target_registry_id,
            build_args, total_steps, estimated_duration_seconds, estimated_memory_mb, estimated_cpu_cores,
            max_duration_seconds, max_retries, not_before, deduplicate
        )
        VALUES (
            coalesce(p_id, gen_random_uuid()), p_customer_id, p_manifest_path, p_manifest_json, v_hash, p_priority,
            p_architecture, p_target_registry_id, p_build_args, p_total_steps, p_estimated_duration_seconds,
            p_estimated_memory_mb, p_estimated_cpu_cores, p_max_duration_seconds, p_max_retries, p_not_before,
            p_deduplicate
        )
        ON CONFLICT (customer_id, manifest_hash, architecture)
            WHERE deduplicate AND status IN ('queued', 'building')
            DO NOTHING
        RETURNING build.id INTO v_build_id;
        EXIT WHEN v_build_id IS NOT NULL;
    END LOOP;

    INSERT INTO build_orchestrator.build_dependencies (build_id, depends_on_id, on_failure)
    SELECT v_build_id, other.id, p_on_dependency_failure
    FROM (SELECT DISTINCT id FROM unnest(p_depends_on) AS id ORDER BY id) AS other;

    -- Told once: by the build with which a mark is reached.
    SELECT max(mark.percent)
    INTO v_percent
    FROM unnest(ARRAY[80, 90, 100]) AS mark (percent)
    WHERE v_used + 1 = ceil(v_limit * mark.percent / 100.0);
    IF v_percent IS NOT NULL THEN
        INSERT INTO build_orchestrator.build_events AS event
            (build_queue_id, event_type, event_timestamp, event_data, source, severity, message)
        VALUES (
            v_build_id, 'quota_warning', clock_timestamp(),
            jsonb_build_object('percent', v_percent, 'limit', v_limit, 'used', v_used + 1),
            'request_build', CASE v_percent WHEN 100 THEN 'error' ELSE 'warning' END,
            format('%s of %s monthly builds are used.', v_used + 1, v_limit)
        );
    END IF;
    RETURN QUERY SELECT 'queued'::varchar, v_build_id, NULL::uuid;
END
$$;

COMMENT ON FUNCTION build_orchestrator.request_build(uuid, varchar, text, jsonb, varchar, integer, varchar, uuid, jsonb, integer, integer, integer, numeric, integer, integer, timestamptz, boolean, boolean, boolean, uuid[], varchar)
    IS 'Queues a build (queued), or gives the live one that was asked for before (attached), or the image the cache has (cached). Writes an event when 80, 90 and 100 percent of the monthly quota are reached.';

CREATE FUNCTION build_orchestrator.wake_workers()
    RETURNS boolean
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    -- The name of the queue in @schemata/worker, which is this wherever the schema is installed.
    v_queue  text := concat_ws('.', 'build_orchestrator', 'build_queue');
BEGIN
    -- Notifying makes commits wait for one another, so of many at once only one does.
    IF NOT pg_try_advisory_xact_lock(1937006964, hashtext(v_queue)) THEN
        RETURN false;
    END IF;
    PERFORM pg_notify('schemata_wake', v_queue);
    RETURN true;
END
$$;

COMMENT ON FUNCTION build_orchestrator.wake_workers()
    IS 'Makes idle workers look at once, for callers that are not Node: a statement of its own, after the commit of what was queued. False when another one is doing so. Without it they look within a second.';

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.find_cached_build(varchar, varchar, varchar, jsonb),
    build_orchestrator.wake_workers(),
    build_orchestrator.request_build(uuid, varchar, text, jsonb, varchar, integer, varchar, uuid, jsonb, integer, integer, integer, numeric, integer, integer, timestamptz, boolean, boolean, boolean, uuid[], varchar)
FROM PUBLIC;
