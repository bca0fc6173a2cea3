--! requires: 019_reservation_archive
--
-- How much a user may have at once and in a month, and how much was used.

CREATE TABLE gpu_dev.user_limits (
    user_name                varchar(255)      NOT NULL,
    max_reservations         integer,
    max_gpus                 integer,
    max_gpu_hours_per_month  double precision,
    max_disks                integer,
    max_disk_gb              integer,

    CONSTRAINT pk_user_limits PRIMARY KEY (user_name),
    CONSTRAINT ck_user_limits_amounts CHECK (
        max_reservations >= 0 AND max_gpus >= 0 AND max_disks >= 0 AND max_disk_gb >= 0
        AND max_gpu_hours_per_month >= 0 AND max_gpu_hours_per_month < 'Infinity'
    )
);

COMMENT ON TABLE  gpu_dev.user_limits                         IS 'What a user may have; null is no limit. The row named * holds for all without a row of their own.';
COMMENT ON COLUMN gpu_dev.user_limits.user_name               IS 'Whose limits they are, or *.';
COMMENT ON COLUMN gpu_dev.user_limits.max_reservations        IS 'Reservations that have not ended; a group is one.';
COMMENT ON COLUMN gpu_dev.user_limits.max_gpus                IS 'GPUs of reservations that have not ended.';
COMMENT ON COLUMN gpu_dev.user_limits.max_gpu_hours_per_month IS 'GPU-hours of a calendar month in UTC, those still promised included.';
COMMENT ON COLUMN gpu_dev.user_limits.max_disks               IS 'Disks that are not deleted.';
COMMENT ON COLUMN gpu_dev.user_limits.max_disk_gb             IS 'Their sizes together.';

CREATE FUNCTION gpu_dev.lock_user(p_user_name text)
    RETURNS void
    LANGUAGE sql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
    SELECT pg_advisory_xact_lock(hashtextextended(p_user_name, 'gpu_dev.user_limits'::regclass::oid::bigint));
$$;

COMMENT ON FUNCTION gpu_dev.lock_user(text) IS 'Makes others who book for this user wait until the transaction ends.';

CREATE FUNCTION gpu_dev.gpu_hours(p_from timestamptz, p_to timestamptz)
    RETURNS TABLE (user_name text, gpu_type text, reservations integer, hours double precision)
    LANGUAGE sql
    STABLE
    SET search_path = gpu_dev, pg_temp
AS $$
    SELECT used.user_id, used.gpu_type, count(*)::integer,
        sum(coalesce(used.gpu_count, 0) * greatest(extract(epoch FROM
            least(used.ended_at, p_to) - greatest(used.launched_at, p_from)
        ), 0) / 3600)::double precision
    FROM (
        SELECT live.user_id, live.gpu_type, live.gpu_count, live.launched_at,
            coalesce(live.reservation_ended, clock_timestamp()) AS ended_at
        FROM gpu_dev.reservations AS live
        WHERE live.launched_at IS NOT NULL
        UNION ALL
        SELECT old.user_id, old.gpu_type, old.gpu_count, old.launched_at, old.reservation_ended
        FROM gpu_dev.archived_reservations AS old
        WHERE old.launched_at IS NOT NULL
    ) AS used
    WHERE used.launched_at < p_to AND used.ended_at > p_from
    GROUP BY used.user_id, used.gpu_type
    ORDER BY used.user_id, used.gpu_type;
$$;

COMMENT ON FUNCTION gpu_dev.gpu_hours(timestamptz, timestamptz) IS 'GPU-hours used in a period by user and kind, archive included. A node counts as a reservation.';

CREATE FUNCTION gpu_dev.promised_gpu_hours(p_user_name text)
    RETURNS double precision
    LANGUAGE sql
    STABLE
    SET search_path = gpu_dev, pg_temp
AS $$
    SELECT coalesce(sum(coalesce(open.gpu_count, 0) * CASE
        WHEN open.expires_at IS NULL THEN open.duration_hours
        ELSE greatest(extract(epoch FROM open.expires_at - clock_timestamp()) / 3600, 0)
    END), 0)::double precision
    FROM gpu_dev.reservations AS open
    WHERE open.user_id = p_user_name AND open.status IN ('pending', 'queued', 'preparing', 'active', 'running');
$$;

COMMENT ON FUNCTION gpu_dev.promised_gpu_hours(text) IS 'GPU-hours that a user''s open reservations may still use.';

CREATE FUNCTION gpu_dev.exceeded_limit(
    p_user_name     text,
    p_reservations  integer,
    p_gpus          integer,
    p_gpu_hours     double precision
)
    RETURNS TABLE (limit_name text, allowed double precision, wanted double precision)
    LANGUAGE sql
    STABLE
    SET search_path = gpu_dev, pg_temp
AS $$
    WITH limits AS (
        SELECT own.max_reservations, own.max_gpus, own.max_gpu_hours_per_month
        FROM gpu_dev.user_limits AS own
        WHERE own.user_name IN (p_user_name, '*')
        ORDER BY (own.user_name = '*')
        LIMIT 1
    )
    SELECT reached.limit_name, reached.allowed, reached.wanted
    FROM limits
    -- Lateral, so that it is counted only for those who have limits.
    CROSS JOIN LATERAL (
        SELECT
            count(DISTINCT coalesce(held.master_reservation_id, held.reservation_id)) AS reservations,
            coalesce(sum(held.gpu_count), 0) AS gpus
        FROM gpu_dev.reservations AS held
        WHERE held.user_id = p_user_name AND held.status IN ('pending', 'queued', 'preparing', 'active', 'running')
            AND coalesce(limits.max_reservations, limits.max_gpus) IS NOT NULL
    ) AS open
    CROSS JOIN LATERAL (
        VALUES
            (1, p_reservations > 0, 'max_reservations', limits.max_reservations::double precision,
                (open.reservations + p_reservations)::double precision),
            (2, p_gpus > 0, 'max_gpus', limits.max_gpus::double precision, (open.gpus + p_gpus)::double precision),
            (3, p_gpu_hours > 0, 'max_gpu_hours_per_month', limits.max_gpu_hours_per_month,
                CASE WHEN limits.max_gpu_hours_per_month IS NOT NULL THEN p_gpu_hours
                    + gpu_dev.promised_gpu_hours(p_user_name)
                    + (
                        SELECT coalesce(sum(month.hours), 0)
                        FROM gpu_dev.gpu_hours(
                            timezone('UTC', date_trunc('month', timezone('UTC', clock_timestamp()))), clock_timestamp()
                        ) AS month
                        WHERE month.user_name = p_user_name
                    )
                END)
    ) AS reached (place, is_asked, limit_name, allowed, wanted)
    WHERE reached.is_asked AND reached.wanted > reached.allowed
    ORDER BY reached.place
    LIMIT 1;
$$;

COMMENT ON FUNCTION gpu_dev.exceeded_limit(text, integer, integer, double precision)
    IS 'The first limit of a user that so much more would exceed, if any. To be relied on, ask under lock_user.';

REVOKE ALL ON FUNCTION gpu_dev.lock_user(text)                                           FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.gpu_hours(timestamptz, timestamptz)                       FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.promised_gpu_hours(text)                                  FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.exceeded_limit(text, integer, integer, double precision)  FROM PUBLIC;
