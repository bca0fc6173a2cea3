DROP FUNCTION gpu_dev.admit_reservations(text, integer);
DROP FUNCTION gpu_dev.request_reservation(jsonb, jsonb, text);
DROP FUNCTION gpu_dev.insert_reservations(jsonb);
DROP TRIGGER trg_reservations_91_request ON gpu_dev.reservations;
DROP FUNCTION gpu_dev.forget_reservation_request();
DROP FUNCTION gpu_dev.claim_launch(text, bigint);
ALTER TABLE gpu_dev.reservations DROP COLUMN launch_message_id;
DROP TABLE gpu_dev.reservation_requests;
