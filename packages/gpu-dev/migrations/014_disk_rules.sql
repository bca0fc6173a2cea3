--! requires: 003_disks
--
-- What holds for disks: one is in use exactly while a reservation holds it, and a deleted
-- one is not in use.
--
-- An earlier system left the last holder in place, or none on a disk in use: such disks
-- are free.

UPDATE gpu_dev.disks
SET in_use = false, reservation_id = NULL
WHERE coalesce(in_use, false) <> (reservation_id IS NOT NULL);

UPDATE gpu_dev.disks SET in_use = false WHERE in_use IS NULL;
UPDATE gpu_dev.disks SET is_deleted = false WHERE is_deleted IS NULL;

ALTER TABLE gpu_dev.disks
    ALTER COLUMN in_use SET NOT NULL,
    ALTER COLUMN is_deleted SET NOT NULL,
    ADD CONSTRAINT ck_disks_holder CHECK (in_use = (reservation_id IS NOT NULL)),
    ADD CONSTRAINT ck_disks_deleted CHECK (NOT (is_deleted AND in_use)),
    ADD CONSTRAINT ck_disks_disk_name CHECK (disk_name ~ '^[A-Za-z0-9_-]+$'),
    ADD CONSTRAINT ck_disks_user_id CHECK (btrim(user_id) <> ''),
    ADD CONSTRAINT ck_disks_size_gb CHECK (size_gb > 0),
    ADD CONSTRAINT ck_disks_snapshot_counts CHECK (snapshot_count >= 0 AND pending_snapshot_count >= 0);

CREATE FUNCTION gpu_dev.keep_disk_holder()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
BEGIN
    IF NEW.reservation_id IS NULL AND OLD.reservation_id IS NOT NULL THEN
        -- Its reservation was deleted.
        NEW.in_use := false;
    ELSIF OLD.in_use AND NOT NEW.in_use THEN
        NEW.reservation_id := NULL;
    END IF;
    IF OLD.in_use <> NEW.in_use THEN
        NEW.last_used := now();
    END IF;
    RETURN NEW;
END;
$$;

COMMENT ON FUNCTION gpu_dev.keep_disk_holder() IS 'Trigger: a disk that loses its holder is free, a freed disk loses its holder; stamps last_used.';

REVOKE ALL ON FUNCTION gpu_dev.keep_disk_holder() FROM PUBLIC;

CREATE TRIGGER trg_disks_10_holder
    BEFORE UPDATE OF in_use, reservation_id ON gpu_dev.disks
    FOR EACH ROW
    EXECUTE FUNCTION gpu_dev.keep_disk_holder();

COMMENT ON TRIGGER trg_disks_10_holder ON gpu_dev.disks IS 'Keeps in_use and reservation_id in step.';
