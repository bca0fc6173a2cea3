DROP TABLE gpu_dev.disks;
DROP FUNCTION gpu_dev.set_disk_marked_deleted_at();
DROP FUNCTION gpu_dev.update_disks_last_updated_column();
