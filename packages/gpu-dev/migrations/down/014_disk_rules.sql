DROP TRIGGER trg_disks_10_holder ON gpu_dev.disks;
DROP FUNCTION gpu_dev.keep_disk_holder();

ALTER TABLE gpu_dev.disks
    DROP CONSTRAINT ck_disks_snapshot_counts,
    DROP CONSTRAINT ck_disks_size_gb,
    DROP CONSTRAINT ck_disks_user_id,
    DROP CONSTRAINT ck_disks_disk_name,
    DROP CONSTRAINT ck_disks_deleted,
    DROP CONSTRAINT ck_disks_holder,
    ALTER COLUMN is_deleted DROP NOT NULL,
    ALTER COLUMN in_use DROP NOT NULL;
