DROP VIEW gpu_dev.reservation_timelines;
DROP TRIGGER trg_reservations_90_release ON gpu_dev.reservations;
DROP FUNCTION gpu_dev.release_ended_reservation();
DROP TRIGGER trg_reservations_10_status ON gpu_dev.reservations;
DROP FUNCTION gpu_dev.keep_reservation_status();
DROP FUNCTION gpu_dev.status_entry(text, text, text);
DROP FUNCTION gpu_dev.is_final_status(text);
DROP INDEX gpu_dev.idx_reservations_preparing_at;
ALTER TABLE gpu_dev.reservations DROP COLUMN preparing_at;
