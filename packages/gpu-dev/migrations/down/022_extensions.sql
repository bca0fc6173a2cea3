DROP FUNCTION gpu_dev.extend_reservation(text, text, double precision, double precision, text);
