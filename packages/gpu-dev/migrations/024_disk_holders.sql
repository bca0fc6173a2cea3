--! requires: 014_disk_rules
--! requires: 016_reservation_status
--
-- Who holds which disk.

CREATE FUNCTION gpu_dev.acquire_disk(p_owner text, p_disk_name text, p_reservation_id text)
    RETURNS TABLE (outcome text, disk_id uuid, holder text)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
DECLARE
    v_status    text;
    v_is_owner  boolean;
    v_disk      gpu_dev.disks;
BEGIN
    -- Held until the end, so that the reservation cannot end between here and there.
    SELECT asking.status, asking.user_id = p_owner OR coalesce(asking.secondary_users, '[]') ? p_owner
    INTO v_status, v_is_owner
    FROM gpu_dev.reservations AS asking
    WHERE asking.reservation_id = p_reservation_id
    FOR SHARE;
    IF NOT FOUND OR gpu_dev.is_final_status(v_status) OR NOT v_is_owner THEN
        outcome := CASE
            WHEN v_status IS NULL THEN 'unknown_reservation'
            WHEN NOT v_is_owner THEN 'forbidden'
            ELSE 'reservation_ended'
        END;
        RETURN NEXT;
        RETURN;
    END IF;

    UPDATE gpu_dev.disks AS disk
    SET in_use = true, reservation_id = p_reservation_id
    WHERE disk.user_id = p_owner AND disk.disk_name = p_disk_name
        AND NOT disk.in_use AND NOT disk.is_deleted AND disk.is_backing_up IS NOT TRUE
        AND coalesce(disk.operation_status, '') NOT IN ('pending', 'running')
    RETURNING disk.disk_id, disk.reservation_id INTO disk_id, holder;
    IF FOUND THEN
        outcome := 'acquired';
        RETURN NEXT;
        RETURN;
    END IF;

    SELECT disk.* INTO v_disk
    FROM gpu_dev.disks AS disk
    WHERE disk.user_id = p_owner AND disk.disk_name = p_disk_name;
    disk_id := v_disk.disk_id;
    holder := v_disk.reservation_id;
    outcome := CASE
        WHEN v_disk.disk_id IS NULL THEN 'missing'
        WHEN v_disk.is_deleted THEN 'deleted'
        -- Asking twice is as good as asking once.
        WHEN v_disk.reservation_id = p_reservation_id THEN 'acquired'
        WHEN v_disk.in_use THEN 'in_use'
        WHEN v_disk.is_backing_up THEN 'backing_up'
        ELSE 'busy'
    END;
    RETURN NEXT;
END;
$$;

COMMENT ON FUNCTION gpu_dev.acquire_disk(text, text, text)
    IS 'Gives a disk to a reservation of its owner: acquired; or in_use with the holder, missing, deleted, backing_up, busy with an operation, unknown_reservation, reservation_ended, forbidden.';

CREATE FUNCTION gpu_dev.release_disk(p_disk_id uuid, p_reservation_id text)
    RETURNS boolean
    LANGUAGE sql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
    WITH released AS (
        UPDATE gpu_dev.disks AS disk
        SET in_use = false
        WHERE disk.disk_id = p_disk_id AND disk.reservation_id = p_reservation_id
        RETURNING 1
    )
    SELECT EXISTS (SELECT FROM released);
$$;

COMMENT ON FUNCTION gpu_dev.release_disk(uuid, text) IS 'Frees a disk that this reservation holds; false where it does not.';

CREATE FUNCTION gpu_dev.rename_disk(p_owner text, p_disk_name text, p_new_name text)
    RETURNS text
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
DECLARE
    v_disk  gpu_dev.disks;
BEGIN
    SELECT disk.* INTO v_disk
    FROM gpu_dev.disks AS disk
    WHERE disk.user_id = p_owner AND disk.disk_name = p_disk_name
    FOR NO KEY UPDATE;
    IF NOT FOUND OR v_disk.is_deleted OR v_disk.in_use
        OR coalesce(v_disk.operation_status, '') IN ('pending', 'running')
    THEN
        RETURN CASE
            WHEN v_disk.disk_id IS NULL THEN 'missing'
            WHEN v_disk.is_deleted THEN 'deleted'
            WHEN v_disk.in_use THEN 'in_use'
            ELSE 'busy'
        END;
    END IF;
    UPDATE gpu_dev.disks AS disk SET disk_name = p_new_name WHERE disk.disk_id = v_disk.disk_id;
    RETURN 'renamed';
EXCEPTION
    -- Two renames to one name: the second waits for the first and then fails here.
    WHEN unique_violation THEN
        RETURN 'name_taken';
END;
$$;

COMMENT ON FUNCTION gpu_dev.rename_disk(text, text, text) IS 'Renames a free disk: renamed, missing, deleted, in_use, busy or name_taken.';

CREATE FUNCTION gpu_dev.start_disk_snapshot(p_disk_id uuid)
    RETURNS integer
    LANGUAGE sql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
    UPDATE gpu_dev.disks AS disk
    SET is_backing_up = true, pending_snapshot_count = coalesce(disk.pending_snapshot_count, 0) + 1
    WHERE disk.disk_id = p_disk_id
    RETURNING disk.pending_snapshot_count;
$$;

COMMENT ON FUNCTION gpu_dev.start_disk_snapshot(uuid) IS 'Counts a snapshot that is being taken; gives how many there are now, null for an unknown disk.';

CREATE FUNCTION gpu_dev.complete_disk_snapshot(
    p_disk_id        uuid,
    p_is_successful  boolean,
    p_disk_size      text  DEFAULT NULL,
    p_content_s3     text  DEFAULT NULL
)
    RETURNS integer
    LANGUAGE sql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
    UPDATE gpu_dev.disks AS disk
    SET pending_snapshot_count     = greatest(coalesce(disk.pending_snapshot_count, 0) - 1, 0),
        is_backing_up              = coalesce(disk.pending_snapshot_count, 0) > 1,
        snapshot_count             = coalesce(disk.snapshot_count, 0) + p_is_successful::integer,
        last_snapshot_at           = CASE WHEN p_is_successful THEN clock_timestamp() ELSE disk.last_snapshot_at END,
        disk_size                  = coalesce(p_disk_size, disk.disk_size),
        latest_snapshot_content_s3 = coalesce(p_content_s3, disk.latest_snapshot_content_s3)
    WHERE disk.disk_id = p_disk_id
    RETURNING disk.pending_snapshot_count;
$$;

COMMENT ON FUNCTION gpu_dev.complete_disk_snapshot(uuid, boolean, text, text)
    IS 'Counts a snapshot that is over, successful or not; gives how many are still being taken, null for an unknown disk.';

REVOKE ALL ON FUNCTION gpu_dev.acquire_disk(text, text, text)                          FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.release_disk(uuid, text)                                FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.rename_disk(text, text, text)                           FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.start_disk_snapshot(uuid)                               FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.complete_disk_snapshot(uuid, boolean, text, text)       FROM PUBLIC;

CREATE VIEW gpu_dev.orphaned_disks
    WITH (security_invoker = true)
AS
SELECT
    disk.disk_id,
    disk.user_id,
    disk.disk_name,
    disk.ebs_volume_id,
    disk.last_updated,
    CASE
        WHEN disk.in_use THEN 'holder_ended'
        WHEN disk.is_deleted THEN 'removal_overdue'
        WHEN disk.ebs_volume_id IS NULL THEN 'no_volume'
        ELSE 'unknown_owner'
    END AS reason
FROM gpu_dev.disks AS disk
LEFT JOIN gpu_dev.reservations AS holder ON holder.reservation_id = disk.reservation_id
LEFT JOIN gpu_dev.api_users AS owner ON owner.username = disk.user_id
WHERE (disk.in_use AND gpu_dev.is_final_status(holder.status))
    OR (disk.is_deleted AND disk.delete_date < timezone('UTC', now())::date)
    OR (
        NOT disk.is_deleted AND NOT disk.in_use
        AND coalesce(disk.operation_status, '') NOT IN ('pending', 'running')
        AND (disk.ebs_volume_id IS NULL OR owner.user_id IS NULL)
    );

COMMENT ON VIEW gpu_dev.orphaned_disks IS 'Disks that somebody should look at: held by a reservation that has ended, due for removal, without a volume, or of nobody known.';
