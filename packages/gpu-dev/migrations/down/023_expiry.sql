DROP FUNCTION gpu_dev.claim_expiry_warnings(integer);
DROP FUNCTION gpu_dev.cancel_stale_reservations(integer, interval);
DROP FUNCTION gpu_dev.fail_stuck_reservations(integer, interval);
DROP FUNCTION gpu_dev.expire_reservations(integer, interval);
DROP FUNCTION gpu_dev.end_reservations(text[], text, text, text);
