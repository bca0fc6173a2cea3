DROP FUNCTION gpu_dev.archive_reservations(interval, integer);
DROP TABLE gpu_dev.archived_reservations;
