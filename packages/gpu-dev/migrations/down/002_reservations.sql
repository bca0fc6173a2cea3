DROP TABLE gpu_dev.reservations;
DROP FUNCTION gpu_dev.update_reservations_updated_at();
