--! requires: 020_user_limits
--
-- Giving a reservation more time.

CREATE FUNCTION gpu_dev.extend_reservation(
    p_reservation_id  text,
    p_owner           text,
    p_hours           double precision,
    p_max_hours       double precision  DEFAULT 48,
    p_request_id      text              DEFAULT NULL
)
    RETURNS TABLE (outcome text, current_status text, expires_at timestamptz, duration_hours double precision)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
DECLARE
    v_group  text;
    v_owner  text;
    v_gpus   integer;
BEGIN
    SELECT found.user_id, coalesce(found.master_reservation_id, found.reservation_id)
    INTO v_owner, v_group
    FROM gpu_dev.reservations AS found
    WHERE found.reservation_id = p_reservation_id;
    IF NOT FOUND OR v_owner <> p_owner THEN
        outcome := CASE WHEN v_owner IS NULL THEN 'unknown' ELSE 'forbidden' END;
        RETURN NEXT;
        RETURN;
    END IF;
    PERFORM gpu_dev.lock_user(v_owner);

    WITH node AS MATERIALIZED (
        SELECT locked.status, locked.expires_at, locked.launched_at, locked.duration_hours, locked.gpu_count,
            locked.status_history @> jsonb_build_array(jsonb_build_object('request_id', p_request_id)) AS is_known
        FROM gpu_dev.reservations AS locked
        WHERE locked.reservation_id = v_group OR locked.master_reservation_id = v_group
        ORDER BY locked.reservation_id
        FOR NO KEY UPDATE
    )
    SELECT
        CASE
            WHEN count(*) = 0 THEN 'unknown'
            WHEN bool_or(node.is_known) THEN 'known'
            WHEN bool_or(node.status NOT IN ('active', 'running')) THEN 'not_active'
            -- Its end has come; expiry, which has a grace, may not have seen it yet.
            WHEN bool_or(node.expires_at <= clock_timestamp()) THEN 'not_active'
            WHEN bool_or(node.expires_at + p_hours * interval '1 hour' > node.launched_at + p_max_hours * interval '1 hour')
                THEN 'over_cap'
            ELSE 'extended'
        END,
        min(node.status), min(node.expires_at), min(node.duration_hours), sum(coalesce(node.gpu_count, 0))::integer
    INTO outcome, current_status, expires_at, duration_hours, v_gpus
    FROM node;
    IF outcome = 'extended' AND EXISTS (SELECT FROM gpu_dev.exceeded_limit(v_owner, 0, 0, v_gpus * p_hours) AS over
        WHERE over.limit_name = 'max_gpu_hours_per_month')
    THEN
        outcome := 'over_limit';
    END IF;
    IF outcome = 'known' THEN
        -- The request was granted before: this is its answer again.
        outcome := 'extended';
    ELSIF outcome = 'extended' THEN
        UPDATE gpu_dev.reservations AS node
        SET expires_at        = node.expires_at + p_hours * interval '1 hour',
            duration_hours    = node.duration_hours + p_hours,
            warnings_sent     = '{}',
            last_warning_time = NULL,
            warning           = NULL,
            status_history    = coalesce(node.status_history, '[]') || jsonb_build_array(
                gpu_dev.status_entry(NULL, format('Extended by %s hours', p_hours), NULL)
                || jsonb_strip_nulls(jsonb_build_object('request_id', p_request_id)))
        WHERE node.reservation_id = v_group OR node.master_reservation_id = v_group;
        expires_at := expires_at + p_hours * interval '1 hour';
        duration_hours := duration_hours + p_hours;
    END IF;
    RETURN NEXT;
END;
$$;

COMMENT ON FUNCTION gpu_dev.extend_reservation(text, text, double precision, double precision, text)
    IS 'Moves the end of an owner''s usable reservation, or group: extended, or not_active, over_cap (hours since launch), over_limit, forbidden or unknown, with the end that stands. A request id is granted once.';

REVOKE ALL ON FUNCTION gpu_dev.extend_reservation(text, text, double precision, double precision, text) FROM PUBLIC;
