--! requires: 017_transitions
--
-- What time does to reservations. Each function takes a batch, what is due longest first,
-- passes over what others have locked, and may be called again until it gives nothing.
-- Groups go as one: they are taken by their first node.

CREATE FUNCTION gpu_dev.end_reservations(p_ids text[], p_to text, p_message text, p_failure_reason text)
    RETURNS SETOF text
    LANGUAGE sql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
    UPDATE gpu_dev.reservations AS node
    SET status                  = p_to,
        current_detailed_status = p_message,
        failure_reason          = coalesce(p_failure_reason, node.failure_reason)
    WHERE (node.reservation_id = ANY (p_ids) OR node.master_reservation_id = ANY (p_ids))
        AND node.status = ANY (gpu_dev.allowed_from(p_to))
    RETURNING node.reservation_id;
$$;

COMMENT ON FUNCTION gpu_dev.end_reservations(text[], text, text, text) IS 'Ends locked reservations with the nodes of their groups; gives the ids of those that ended.';

CREATE FUNCTION gpu_dev.expire_reservations(p_limit integer DEFAULT 100, p_grace interval DEFAULT '120 seconds')
    RETURNS SETOF text
    LANGUAGE sql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
    SELECT gpu_dev.end_reservations(
        ARRAY(
            SELECT due.reservation_id::text
            FROM gpu_dev.reservations AS due
            WHERE due.expires_at IS NOT NULL AND due.status IN ('active', 'running')
                AND due.expires_at <= clock_timestamp() - p_grace
                AND (due.master_reservation_id IS NULL OR due.master_reservation_id = due.reservation_id)
            ORDER BY due.expires_at
            LIMIT p_limit
            FOR NO KEY UPDATE SKIP LOCKED
        ),
        'expired', 'Its time is over', NULL
    );
$$;

COMMENT ON FUNCTION gpu_dev.expire_reservations(integer, interval) IS 'Ends reservations past their end and the grace; gives their ids.';

CREATE FUNCTION gpu_dev.fail_stuck_reservations(p_limit integer DEFAULT 100, p_after interval DEFAULT '1 hour')
    RETURNS SETOF text
    LANGUAGE sql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
    SELECT gpu_dev.end_reservations(
        ARRAY(
            SELECT stuck.reservation_id::text
            FROM gpu_dev.reservations AS stuck
            WHERE stuck.status = 'preparing' AND coalesce(stuck.preparing_at, stuck.created_at) <= clock_timestamp() - p_after
                AND (stuck.master_reservation_id IS NULL OR stuck.master_reservation_id = stuck.reservation_id)
            ORDER BY stuck.preparing_at
            LIMIT p_limit
            FOR NO KEY UPDATE SKIP LOCKED
        ),
        'failed', 'Preparation took too long', 'Preparation took too long'
    );
$$;

COMMENT ON FUNCTION gpu_dev.fail_stuck_reservations(integer, interval) IS 'Fails reservations that have been in preparation for longer; gives their ids.';

CREATE FUNCTION gpu_dev.cancel_stale_reservations(p_limit integer DEFAULT 100, p_after interval DEFAULT '48 hours')
    RETURNS SETOF text
    LANGUAGE sql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
    SELECT gpu_dev.end_reservations(
        ARRAY(
            SELECT stale.reservation_id::text
            FROM gpu_dev.reservations AS stale
            WHERE stale.status IN ('pending', 'queued') AND stale.created_at <= clock_timestamp() - p_after
                AND (stale.master_reservation_id IS NULL OR stale.master_reservation_id = stale.reservation_id)
            ORDER BY stale.created_at
            LIMIT p_limit
            FOR NO KEY UPDATE SKIP LOCKED
        ),
        'cancelled', 'Waited too long', NULL
    );
$$;

COMMENT ON FUNCTION gpu_dev.cancel_stale_reservations(integer, interval) IS 'Cancels reservations that have waited for longer, and those only; gives their ids.';

CREATE FUNCTION gpu_dev.claim_expiry_warnings(p_limit integer DEFAULT 100)
    RETURNS TABLE (reservation_id text, user_id text, minutes integer, expires_at timestamptz)
    LANGUAGE sql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
    WITH due AS MATERIALIZED (
        SELECT soon.reservation_id, threshold.minutes
        FROM gpu_dev.reservations AS soon
        -- The most urgent threshold that is reached.
        CROSS JOIN LATERAL (
            SELECT min(known.minutes) AS minutes
            FROM unnest('{5,15,30}'::integer[]) AS known (minutes)
            WHERE soon.expires_at <= clock_timestamp() + known.minutes * interval '1 minute'
        ) AS threshold
        WHERE soon.expires_at IS NOT NULL AND soon.status IN ('active', 'running')
            AND soon.expires_at > clock_timestamp()
            AND soon.expires_at <= clock_timestamp() + interval '30 minutes'
            AND NOT coalesce(soon.warnings_sent, '{}') ? (threshold.minutes || 'min_warning_sent')
        ORDER BY soon.expires_at
        LIMIT p_limit
        FOR NO KEY UPDATE OF soon SKIP LOCKED
    )
    UPDATE gpu_dev.reservations AS warned
    SET warnings_sent     = coalesce(warned.warnings_sent, '{}') || (
            -- A longer one is not sent after a shorter one.
            SELECT jsonb_object_agg(passed.minutes || 'min_warning_sent', true)
            FROM unnest('{5,15,30}'::integer[]) AS passed (minutes)
            WHERE passed.minutes >= due.minutes
        ),
        last_warning_time = floor(extract(epoch FROM clock_timestamp()))::bigint,
        warning           = format('Ends within %s minutes', due.minutes)
    FROM due
    WHERE warned.reservation_id = due.reservation_id
    RETURNING warned.reservation_id::text, warned.user_id::text, due.minutes, warned.expires_at;
$$;

COMMENT ON FUNCTION gpu_dev.claim_expiry_warnings(integer)
    IS 'Gives reservations of whose end their owners are to be warned now, at 30, 15 and 5 minutes, each once, only the most urgent.';

REVOKE ALL ON FUNCTION gpu_dev.end_reservations(text[], text, text, text)        FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.expire_reservations(integer, interval)            FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.fail_stuck_reservations(integer, interval)        FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.cancel_stale_reservations(integer, interval)      FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.claim_expiry_warnings(integer)                    FROM PUBLIC;
