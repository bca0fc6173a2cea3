CREATE INDEX idx_alb_target_groups_domain_name ON gpu_dev.alb_target_groups (domain_name);

ALTER TABLE gpu_dev.alb_target_groups
    DROP CONSTRAINT uq_alb_target_groups_domain_name,
    DROP CONSTRAINT ck_alb_target_groups_domain_name;

ALTER TABLE gpu_dev.domain_mappings
    DROP CONSTRAINT ck_domain_mappings_node_port,
    DROP CONSTRAINT ck_domain_mappings_node_ip,
    DROP CONSTRAINT ck_domain_mappings_domain_name;
