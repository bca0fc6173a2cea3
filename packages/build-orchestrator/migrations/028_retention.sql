--! requires: 027_intake
--
-- What is deleted, when, and never all at once: every function takes a number of rows, is
-- called until it gives fewer, and checks what it is given.

CREATE FUNCTION build_orchestrator.require_not_negative(p_name text, p_value integer)
    RETURNS void
    LANGUAGE plpgsql
    IMMUTABLE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    IF p_value IS NULL OR p_value < 0 THEN
        RAISE EXCEPTION '% is %, expected 0 or more.', p_name, coalesce(p_value::text, 'null')
            USING ERRCODE = 'LB001';
    END IF;
END
$$;

COMMENT ON FUNCTION build_orchestrator.require_not_negative(text, integer) IS 'Refuses (LB001) a number that is null or negative.';

CREATE FUNCTION build_orchestrator.protect_system_customer()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION 'The customer system cannot be deleted.'
        USING ERRCODE = 'LB011', HINT = 'Builds that belong to no customer belong to this one.';
END
$$;

COMMENT ON FUNCTION build_orchestrator.protect_system_customer() IS 'Trigger: refuses to delete the customer system.';

CREATE TRIGGER trg_customers_10_system
    BEFORE DELETE ON build_orchestrator.customers
    FOR EACH ROW WHEN (OLD.customer_id = 'system')
    EXECUTE FUNCTION build_orchestrator.protect_system_customer();

CREATE FUNCTION build_orchestrator.purge_old_rows(p_table text, p_days integer, p_limit integer DEFAULT 1000)
    RETURNS bigint
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_before  timestamptz;
    v_count   bigint;
BEGIN
    PERFORM build_orchestrator.require_not_negative('p_days', p_days);
    PERFORM build_orchestrator.require_not_negative('p_limit', p_limit);
    v_before := clock_timestamp() - make_interval(days => p_days);

    CASE p_table
    -- The time is stated twice, so that of a log in partitions only the old ones are looked into.
    WHEN 'build_access_log' THEN
        DELETE FROM build_orchestrator.build_access_log AS access
        WHERE access.id = ANY (ARRAY(
            SELECT old.id FROM build_orchestrator.build_access_log AS old
            WHERE old.accessed_at < v_before ORDER BY old.accessed_at LIMIT p_limit FOR UPDATE SKIP LOCKED
        )) AND access.accessed_at < v_before;
    WHEN 'build_events' THEN
        DELETE FROM build_orchestrator.build_events AS event
        WHERE event.id = ANY (ARRAY(
            SELECT old.id FROM build_orchestrator.build_events AS old
            WHERE old.event_timestamp < v_before ORDER BY old.event_timestamp LIMIT p_limit FOR UPDATE SKIP LOCKED
        )) AND event.event_timestamp < v_before;
    WHEN 'build_metrics' THEN
        DELETE FROM build_orchestrator.build_metrics AS metric
        WHERE metric.id = ANY (ARRAY(
            SELECT old.id FROM build_orchestrator.build_metrics AS old
            WHERE old.metric_timestamp < v_before ORDER BY old.metric_timestamp LIMIT p_limit FOR UPDATE SKIP LOCKED
        )) AND metric.metric_timestamp < v_before;
    WHEN 'build_queue' THEN
        -- Live builds have no completion; results, events and metrics go with their build.
        DELETE FROM build_orchestrator.build_queue AS build
        WHERE build.id = ANY (ARRAY(
            SELECT old.id FROM build_orchestrator.build_queue AS old
            WHERE old.completed_at < v_before AND old.status NOT IN ('queued', 'building')
            LIMIT p_limit FOR UPDATE SKIP LOCKED
        ));
    WHEN 'build_artifacts' THEN
        DELETE FROM build_orchestrator.build_artifacts AS artifact
        WHERE artifact.id = ANY (ARRAY(
            SELECT old.id FROM build_orchestrator.build_artifacts AS old
            WHERE old.deleted_at < v_before LIMIT p_limit FOR UPDATE SKIP LOCKED
        ));
    WHEN 'build_cache_registry' THEN
        DELETE FROM build_orchestrator.build_cache_registry AS entry
        WHERE entry.id = ANY (ARRAY(
            SELECT old.id FROM build_orchestrator.build_cache_registry AS old
            WHERE old.deleted_at < v_before LIMIT p_limit FOR UPDATE SKIP LOCKED
        ));
    WHEN 'build_manifests' THEN
        DELETE FROM build_orchestrator.build_manifests AS manifest
        WHERE manifest.id = ANY (ARRAY(
            SELECT old.id FROM build_orchestrator.build_manifests AS old
            WHERE old.deleted_at < v_before LIMIT p_limit FOR UPDATE SKIP LOCKED
        ));
    WHEN 'conversations' THEN
        DELETE FROM build_orchestrator.conversations AS conversation
        WHERE conversation.id = ANY (ARRAY(
            SELECT old.id FROM build_orchestrator.conversations AS old
            WHERE old.status <> 'active' AND coalesce(old.last_message_at, old.started_at) < v_before
            LIMIT p_limit FOR UPDATE SKIP LOCKED
        ));
    WHEN 'customers' THEN
        DELETE FROM build_orchestrator.customers AS customer
        WHERE customer.id = ANY (ARRAY(
            SELECT old.id FROM build_orchestrator.customers AS old
            WHERE old.deleted_at < v_before AND old.customer_id <> 'system'
                -- A worker is still at it; a later call takes the customer.
                AND NOT EXISTS (
                    SELECT FROM build_orchestrator.build_queue AS build
                    WHERE build.customer_id = old.customer_id AND build.status = 'building'
                )
            LIMIT p_limit FOR UPDATE SKIP LOCKED
        ));
    ELSE
        RAISE EXCEPTION 'Table % has no retention.', coalesce(p_table, 'null')
            USING ERRCODE = 'LB001', HINT = 'See the list in the comment of this function.';
    END CASE;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$$;

COMMENT ON FUNCTION build_orchestrator.purge_old_rows(text, integer, integer)
    IS 'Deletes rows older than so many days, at most p_limit, and returns how many: of build_access_log, build_events, build_metrics; finished ones of build_queue and conversations; soft-deleted ones of build_artifacts, build_cache_registry, build_manifests and customers.';

CREATE FUNCTION build_orchestrator.expire_cache_entries(p_limit integer DEFAULT 1000)
    RETURNS integer
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_now    timestamptz := clock_timestamp();
    v_count  integer;
BEGIN
    PERFORM build_orchestrator.require_not_negative('p_limit', p_limit);
    UPDATE build_orchestrator.build_cache_registry AS entry
    SET deleted_at = v_now, deletion_reason = 'expired'
    WHERE entry.id = ANY (ARRAY(
        SELECT due.id FROM build_orchestrator.build_cache_registry AS due
        WHERE due.expires_at <= v_now AND due.deleted_at IS NULL
        ORDER BY due.expires_at LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED
    ));
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$$;

COMMENT ON FUNCTION build_orchestrator.expire_cache_entries(integer)
    IS 'Takes entries out of the cache that are past their end, at most so many; returns how many.';

CREATE FUNCTION build_orchestrator.expire_artifacts(p_limit integer DEFAULT 1000)
    RETURNS TABLE (artifact_id uuid, storage_type varchar, storage_url text)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_now  timestamptz := clock_timestamp();
BEGIN
    PERFORM build_orchestrator.require_not_negative('p_limit', p_limit);
    RETURN QUERY
    UPDATE build_orchestrator.build_artifacts AS artifact
    SET deleted_at = v_now
    WHERE artifact.id = ANY (ARRAY(
        SELECT due.id FROM build_orchestrator.build_artifacts AS due
        WHERE due.expires_at IS NOT NULL AND due.expires_at <= v_now AND due.deleted_at IS NULL
        ORDER BY due.expires_at LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED
    ))
    RETURNING artifact.id, artifact.storage_type, artifact.storage_url;
END
$$;

COMMENT ON FUNCTION build_orchestrator.expire_artifacts(integer)
    IS 'Marks artifacts as deleted that are past their end, at most so many, and gives them, so that their content can be deleted where it is stored.';

CREATE FUNCTION build_orchestrator.clean_up_trials(p_grace_days integer DEFAULT 7, p_limit integer DEFAULT 1000)
    RETURNS TABLE (customer_id varchar, deleted_at timestamptz)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_now  timestamptz := clock_timestamp();
BEGIN
    PERFORM build_orchestrator.require_not_negative('p_grace_days', p_grace_days);
    PERFORM build_orchestrator.require_not_negative('p_limit', p_limit);
    RETURN QUERY
    WITH gone AS (
        UPDATE build_orchestrator.customers AS customer
        SET deleted_at = v_now, subscription_status = 'cancelled'
        WHERE customer.id = ANY (ARRAY(
            SELECT trial.id
            FROM build_orchestrator.customers AS trial
            JOIN build_orchestrator.licenses AS license ON license.customer_id = trial.customer_id
            WHERE trial.deleted_at IS NULL
                AND trial.subscription_status = 'trial'
                AND trial.customer_id <> 'system'
                AND license.status IN ('trial', 'expired')
                AND least(license.trial_expires_at, license.expires_at) < v_now - make_interval(days => p_grace_days)
            LIMIT p_limit
            FOR NO KEY UPDATE OF trial SKIP LOCKED
        ))
        RETURNING customer.customer_id, customer.deleted_at
    ), ended AS (
        UPDATE build_orchestrator.licenses AS license
        SET status = 'expired'
        FROM gone
        WHERE license.customer_id = gone.customer_id AND license.status = 'trial'
    )
    SELECT gone.customer_id, gone.deleted_at
    FROM gone;
END
$$;

COMMENT ON FUNCTION build_orchestrator.clean_up_trials(integer, integer)
    IS 'Soft-deletes customers whose trial ended more than so many days ago, cancelled and their license expired; gives them.';

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.require_not_negative(text, integer),
    build_orchestrator.protect_system_customer(),
    build_orchestrator.purge_old_rows(text, integer, integer),
    build_orchestrator.expire_cache_entries(integer),
    build_orchestrator.expire_artifacts(integer),
    build_orchestrator.clean_up_trials(integer, integer)
FROM PUBLIC;
