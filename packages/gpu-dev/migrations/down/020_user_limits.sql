DROP FUNCTION gpu_dev.exceeded_limit(text, integer, integer, double precision);
DROP FUNCTION gpu_dev.promised_gpu_hours(text);
DROP FUNCTION gpu_dev.gpu_hours(timestamptz, timestamptz);
DROP FUNCTION gpu_dev.lock_user(text);
DROP TABLE gpu_dev.user_limits;
