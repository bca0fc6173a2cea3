--! requires: 1695474000000_audit_seals
--
-- How long things are kept, as rows of settings that an administrator changes, and the
-- call that keeps to it.
--
-- A period is a number of days as text. Without a row, or with an empty value, nothing of
-- that kind is deleted: a retention that somebody removed must not go on by itself.

INSERT INTO containers_lab.settings (key, value, description)
VALUES
    ('retention.audit_logs.days', '90', 'Entries of the audit trail go to its archive after so many days.'),
    ('retention.audit_logs_archive.days', NULL, 'Sealed entries are deleted from the archive after so many days; empty: never.'),
    ('retention.metrics.days', '30', 'Measurements are deleted after so many days.'),
    ('retention.notifications.days', '180', 'Notifications that were read are deleted after so many days.'),
    ('retention.operations.days', '90', 'Operations that are over are deleted after so many days.'),
    ('retention.import_jobs.days', '90', 'Imports that are over are deleted, with their errors, after so many days.'),
    ('retention.quota_holds.days', '400', 'Grants that were given back are deleted after so many days.')
ON CONFLICT (key) DO NOTHING;

-- Serves the retention of notifications.
CREATE INDEX idx_notifications_read_created_at ON containers_lab.notifications (created_at) WHERE read;
-- Serves the retention of grants.
CREATE INDEX idx_quota_holds_released_at ON containers_lab.quota_holds (released_at) WHERE released_at IS NOT NULL;
-- Serves the retention of operations.
CREATE INDEX idx_operation_queue_over ON containers_lab.operation_queue (created_at)
    WHERE status IN ('completed', 'failed', 'cancelled');

CREATE FUNCTION containers_lab.retention_days(p_kind text)
    RETURNS integer
    LANGUAGE plpgsql
    STABLE
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_key   text := concat_ws('.', 'retention', p_kind, 'days');
    v_value text;
BEGIN
    SELECT nullif(btrim(setting.value), '') INTO v_value FROM containers_lab.settings AS setting WHERE setting.key = v_key;
    IF v_value !~ '^\d{1,6}$' THEN
        RAISE EXCEPTION 'Setting % is %, expected a number of days.', v_key, v_value
            USING ERRCODE = 'LB002', HINT = 'Set a whole number from 0 on, or nothing to keep everything.';
    END IF;
    RETURN v_value::integer;
END;
$$;

COMMENT ON FUNCTION containers_lab.retention_days(text) IS 'How many days the settings say to keep something; null for ever.';

-- Each call is one portion of each kind, oldest first, rows in use passed over: the
-- caller commits and calls again while anything comes back.
CREATE FUNCTION containers_lab.apply_retention(p_limit integer DEFAULT 10000)
    RETURNS TABLE (kind text, removed bigint)
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_days integer;
BEGIN
    FOREACH kind IN ARRAY ARRAY[
        'audit_logs', 'audit_logs_archive', 'metrics', 'notifications', 'operations', 'import_jobs', 'quota_holds'
    ] LOOP
        v_days := containers_lab.retention_days(kind);
        CONTINUE WHEN v_days IS NULL;
        removed := CASE kind
            WHEN 'audit_logs' THEN containers_lab.archive_audit_logs(v_days, p_limit)
            WHEN 'audit_logs_archive' THEN containers_lab.purge_archived_audit_logs(v_days, p_limit)
            WHEN 'metrics' THEN containers_lab.purge_metrics(v_days, p_limit)
            WHEN 'notifications' THEN containers_lab.purge_notifications(v_days, p_limit)
            WHEN 'operations' THEN containers_lab.purge_operations(v_days, p_limit)
            WHEN 'import_jobs' THEN containers_lab.purge_import_jobs(v_days, p_limit)
            ELSE containers_lab.purge_quota_holds(v_days, p_limit)
        END;
        RETURN NEXT;
    END LOOP;
END;
$$;

COMMENT ON FUNCTION containers_lab.apply_retention(integer)
    IS 'Keeps to the periods in settings, at most p_limit rows of each kind; gives how many went. Kinds without a period are left out.';

CREATE FUNCTION containers_lab.purge_notifications(p_days integer, p_limit integer)
    RETURNS bigint
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_limit   timestamptz := containers_lab.retention_limit(p_days);
    v_deleted bigint;
BEGIN
    DELETE FROM containers_lab.notifications AS old
    WHERE old.id = ANY (ARRAY(
        SELECT item.id
        FROM containers_lab.notifications AS item
        WHERE item.read AND item.created_at < v_limit
        ORDER BY item.created_at
        LIMIT p_limit
        FOR UPDATE SKIP LOCKED
    ));
    GET DIAGNOSTICS v_deleted = ROW_COUNT;
    RETURN v_deleted;
END;
$$;

COMMENT ON FUNCTION containers_lab.purge_notifications(integer, integer)
    IS 'Deletes at most p_limit notifications that were read and older than p_days days; gives their number.';

CREATE FUNCTION containers_lab.purge_operations(p_days integer, p_limit integer)
    RETURNS bigint
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_limit   timestamptz := containers_lab.retention_limit(p_days);
    v_deleted bigint;
BEGIN
    DELETE FROM containers_lab.operation_queue AS old
    WHERE old.id = ANY (ARRAY(
        SELECT item.id
        FROM containers_lab.operation_queue AS item
        WHERE item.status IN ('completed', 'failed', 'cancelled') AND item.created_at < v_limit
        ORDER BY item.created_at
        LIMIT p_limit
        FOR UPDATE SKIP LOCKED
    ));
    GET DIAGNOSTICS v_deleted = ROW_COUNT;
    RETURN v_deleted;
END;
$$;

COMMENT ON FUNCTION containers_lab.purge_operations(integer, integer)
    IS 'Deletes at most p_limit operations that are over and older than p_days days; gives their number.';

CREATE FUNCTION containers_lab.purge_import_jobs(p_days integer, p_limit integer)
    RETURNS bigint
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_limit   timestamptz := containers_lab.retention_limit(p_days);
    v_deleted bigint;
BEGIN
    DELETE FROM containers_lab.import_jobs AS old
    WHERE old.id = ANY (ARRAY(
        SELECT item.id
        FROM containers_lab.import_jobs AS item
        WHERE item.status IN ('completed', 'failed') AND coalesce(item.completed_at, item.failed_at, item.created_at) < v_limit
        ORDER BY item.id
        LIMIT p_limit
        FOR UPDATE SKIP LOCKED
    ));
    GET DIAGNOSTICS v_deleted = ROW_COUNT;
    RETURN v_deleted;
END;
$$;

COMMENT ON FUNCTION containers_lab.purge_import_jobs(integer, integer)
    IS 'Deletes at most p_limit imports that are over and older than p_days days; gives their number.';

CREATE FUNCTION containers_lab.purge_quota_holds(p_days integer, p_limit integer)
    RETURNS bigint
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_limit   timestamptz := containers_lab.retention_limit(p_days);
    v_deleted bigint;
BEGIN
    DELETE FROM containers_lab.quota_holds AS old
    WHERE old.id = ANY (ARRAY(
        SELECT item.id
        FROM containers_lab.quota_holds AS item
        WHERE item.released_at < v_limit
            -- The last grant of a container tells for which team it starts again.
            AND NOT EXISTS (SELECT FROM containers_lab.containers AS kept WHERE kept.id = item.container_id)
        ORDER BY item.released_at
        LIMIT p_limit
        FOR UPDATE SKIP LOCKED
    ));
    GET DIAGNOSTICS v_deleted = ROW_COUNT;
    RETURN v_deleted;
END;
$$;

COMMENT ON FUNCTION containers_lab.purge_quota_holds(integer, integer)
    IS 'Deletes at most p_limit grants that were given back and older than p_days days; gives their number.';

REVOKE EXECUTE ON FUNCTION
    containers_lab.retention_days(text),
    containers_lab.apply_retention(integer),
    containers_lab.purge_notifications(integer, integer),
    containers_lab.purge_operations(integer, integer),
    containers_lab.purge_import_jobs(integer, integer),
    containers_lab.purge_quota_holds(integer, integer)
FROM PUBLIC;
