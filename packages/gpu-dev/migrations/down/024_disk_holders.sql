DROP VIEW gpu_dev.orphaned_disks;
DROP FUNCTION gpu_dev.complete_disk_snapshot(uuid, boolean, text, text);
DROP FUNCTION gpu_dev.start_disk_snapshot(uuid);
DROP FUNCTION gpu_dev.rename_disk(text, text, text);
DROP FUNCTION gpu_dev.release_disk(uuid, text);
DROP FUNCTION gpu_dev.acquire_disk(text, text, text);
