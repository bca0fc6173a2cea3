DROP FUNCTION gpu_dev.start_reservation(text);
DROP VIEW gpu_dev.queue_positions;
DROP VIEW gpu_dev.gpu_availability;
