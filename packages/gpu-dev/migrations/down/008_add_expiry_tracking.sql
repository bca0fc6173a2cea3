DROP INDEX gpu_dev.idx_reservations_expires_at;
ALTER TABLE gpu_dev.reservations
    DROP COLUMN reservation_ended,
    DROP COLUMN cancelled_at,
    DROP COLUMN failed_at,
    DROP COLUMN last_warning_time,
    DROP COLUMN warnings_sent;
