DROP VIEW gpu_dev.reservation_groups;
DROP FUNCTION gpu_dev.transition_reservation(text, text, text[], text, text, text);
DROP FUNCTION gpu_dev.lock_gpu_type(text);
DROP FUNCTION gpu_dev.free_gpus(text);
DROP FUNCTION gpu_dev.allowed_from(text);
