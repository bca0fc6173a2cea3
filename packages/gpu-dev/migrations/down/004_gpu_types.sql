DROP TABLE gpu_dev.gpu_types;
DROP FUNCTION gpu_dev.update_gpu_types_updated_at_column();
