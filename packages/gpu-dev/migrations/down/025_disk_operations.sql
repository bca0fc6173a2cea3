DROP FUNCTION gpu_dev.finish_disk_operation(uuid, integer, text, text);
DROP FUNCTION gpu_dev.start_disk_operation(uuid);
DROP FUNCTION gpu_dev.request_disk_delete(text, text, uuid, integer);
DROP FUNCTION gpu_dev.request_disk_create(text, text, integer, uuid);
DROP FUNCTION gpu_dev.send_disk_operation(uuid);
DROP TABLE gpu_dev.disk_operations;
DROP FUNCTION gpu_dev.mirror_disk_operation();
