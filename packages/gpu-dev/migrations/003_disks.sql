--! requires: 002_reservations
--
-- Persistent disks: whose they are, who holds them, what is being done to them.

CREATE TABLE IF NOT EXISTS gpu_dev.disks (
    disk_id                     uuid          NOT NULL DEFAULT gen_random_uuid(),
    disk_name                   text          NOT NULL,
    user_id                     text          NOT NULL,
    size_gb                     integer,
    disk_size                   text,
    created_at                  timestamptz   DEFAULT now(),
    last_used                   timestamptz,
    in_use                      boolean       DEFAULT false,
    reservation_id              varchar(255),
    is_backing_up               boolean       DEFAULT false,
    is_deleted                  boolean       DEFAULT false,
    delete_date                 date,
    snapshot_count              integer       DEFAULT 0,
    pending_snapshot_count      integer       DEFAULT 0,
    ebs_volume_id               text,
    last_snapshot_at            timestamptz,
    operation_id                uuid,
    operation_status            text,
    operation_error             text,
    latest_snapshot_content_s3  text,
    last_updated                timestamptz   DEFAULT now(),
    marked_deleted_at           timestamptz,

    CONSTRAINT disks_pkey PRIMARY KEY (disk_id),
    CONSTRAINT disks_user_id_disk_name_key UNIQUE (user_id, disk_name),
    CONSTRAINT disks_reservation_id_fkey FOREIGN KEY (reservation_id)
        REFERENCES gpu_dev.reservations (reservation_id) ON DELETE SET NULL
);

COMMENT ON TABLE gpu_dev.disks IS 'Persistent disks, attached to one reservation at a time.';
COMMENT ON COLUMN gpu_dev.disks.disk_id                    IS 'Identifies the disk.';
COMMENT ON COLUMN gpu_dev.disks.disk_name                  IS 'What its owner calls it; letters, digits, _ and -.';
COMMENT ON COLUMN gpu_dev.disks.user_id                    IS 'The owner''s user name.';
COMMENT ON COLUMN gpu_dev.disks.size_gb                    IS 'Size in GB.';
COMMENT ON COLUMN gpu_dev.disks.disk_size                  IS 'What is used of it, for people, such as 1.2G.';
COMMENT ON COLUMN gpu_dev.disks.created_at                 IS 'When it was made.';
COMMENT ON COLUMN gpu_dev.disks.last_used                  IS 'When it was last attached or released.';
COMMENT ON COLUMN gpu_dev.disks.in_use                     IS 'Whether a reservation holds it.';
COMMENT ON COLUMN gpu_dev.disks.reservation_id             IS 'The reservation that holds it; null for none.';
COMMENT ON COLUMN gpu_dev.disks.is_backing_up              IS 'Whether a snapshot is being taken.';
COMMENT ON COLUMN gpu_dev.disks.is_deleted                 IS 'Whether its owner deleted it; the data stays until delete_date.';
COMMENT ON COLUMN gpu_dev.disks.delete_date                IS 'When the data goes.';
COMMENT ON COLUMN gpu_dev.disks.snapshot_count             IS 'Snapshots there are.';
COMMENT ON COLUMN gpu_dev.disks.pending_snapshot_count     IS 'Snapshots being taken.';
COMMENT ON COLUMN gpu_dev.disks.ebs_volume_id              IS 'Its volume.';
COMMENT ON COLUMN gpu_dev.disks.last_snapshot_at           IS 'When a snapshot was last finished.';
COMMENT ON COLUMN gpu_dev.disks.operation_id               IS 'The newest operation on it.';
COMMENT ON COLUMN gpu_dev.disks.operation_status           IS 'State of that operation.';
COMMENT ON COLUMN gpu_dev.disks.operation_error            IS 'Why that operation failed.';
COMMENT ON COLUMN gpu_dev.disks.latest_snapshot_content_s3 IS 'Where the list of what is in the last snapshot lies.';
COMMENT ON COLUMN gpu_dev.disks.last_updated               IS 'When the row last changed; kept by a trigger.';
COMMENT ON COLUMN gpu_dev.disks.marked_deleted_at          IS 'When it was deleted; kept by a trigger.';

-- Serves the disk of a reservation.
CREATE INDEX IF NOT EXISTS idx_disks_reservation_id ON gpu_dev.disks (reservation_id)
    WHERE reservation_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_disks_in_use ON gpu_dev.disks (in_use)
    WHERE in_use;

-- Serves the removal of what was deleted.
CREATE INDEX IF NOT EXISTS idx_disks_is_deleted ON gpu_dev.disks (is_deleted)
    WHERE is_deleted;
CREATE INDEX IF NOT EXISTS idx_disks_delete_date ON gpu_dev.disks (delete_date)
    WHERE delete_date IS NOT NULL;

CREATE INDEX IF NOT EXISTS idx_disks_operation_id ON gpu_dev.disks (operation_id)
    WHERE operation_id IS NOT NULL;

CREATE OR REPLACE FUNCTION gpu_dev.update_disks_last_updated_column()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
BEGIN
    NEW.last_updated := now();
    RETURN NEW;
END;
$$;

COMMENT ON FUNCTION gpu_dev.update_disks_last_updated_column() IS 'Trigger: stamps last_updated, whatever the caller wrote.';

REVOKE ALL ON FUNCTION gpu_dev.update_disks_last_updated_column() FROM PUBLIC;

DROP TRIGGER IF EXISTS update_disks_last_updated ON gpu_dev.disks;
CREATE TRIGGER update_disks_last_updated
    BEFORE UPDATE ON gpu_dev.disks
    FOR EACH ROW
    EXECUTE FUNCTION gpu_dev.update_disks_last_updated_column();

COMMENT ON TRIGGER update_disks_last_updated ON gpu_dev.disks IS 'Keeps last_updated.';

CREATE OR REPLACE FUNCTION gpu_dev.set_disk_marked_deleted_at()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
BEGIN
    -- Also on insert, and also where the old value was unknown.
    IF NEW.is_deleted IS TRUE THEN
        IF TG_OP = 'INSERT' OR OLD.is_deleted IS NOT TRUE THEN
            NEW.marked_deleted_at := now();
        END IF;
    ELSE
        NEW.marked_deleted_at := NULL;
    END IF;
    RETURN NEW;
END;
$$;

COMMENT ON FUNCTION gpu_dev.set_disk_marked_deleted_at() IS 'Trigger: stamps marked_deleted_at when a disk is deleted, clears it when it is not.';

REVOKE ALL ON FUNCTION gpu_dev.set_disk_marked_deleted_at() FROM PUBLIC;

DROP TRIGGER IF EXISTS trigger_disk_marked_deleted ON gpu_dev.disks;
CREATE TRIGGER trigger_disk_marked_deleted
    BEFORE INSERT OR UPDATE ON gpu_dev.disks
    FOR EACH ROW
    EXECUTE FUNCTION gpu_dev.set_disk_marked_deleted_at();

COMMENT ON TRIGGER trigger_disk_marked_deleted ON gpu_dev.disks IS 'Keeps marked_deleted_at.';
