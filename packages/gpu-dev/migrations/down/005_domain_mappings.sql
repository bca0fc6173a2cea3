DROP TABLE gpu_dev.domain_mappings;
DROP FUNCTION gpu_dev.update_domain_mappings_updated_at();
