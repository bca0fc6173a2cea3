--! requires: 006_alb_target_groups
--
-- What holds for short names: a label of the domain name system in lower case, none of
-- the reserved ones, and served by one reservation's target group at a time.

ALTER TABLE gpu_dev.domain_mappings
    ADD CONSTRAINT ck_domain_mappings_domain_name CHECK (
        domain_name ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'
        AND domain_name NOT IN ('www', 'api', 'admin', 'root', 'mail', 'ftp', 'ns', 'ns1', 'ns2')
    ),
    ADD CONSTRAINT ck_domain_mappings_node_ip CHECK (family(node_ip::inet) IN (4, 6)),
    ADD CONSTRAINT ck_domain_mappings_node_port CHECK (node_port BETWEEN 1 AND 65535);

ALTER TABLE gpu_dev.alb_target_groups
    ADD CONSTRAINT ck_alb_target_groups_domain_name CHECK (domain_name ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    ADD CONSTRAINT uq_alb_target_groups_domain_name UNIQUE (domain_name);

-- The unique one does its work.
DROP INDEX gpu_dev.idx_alb_target_groups_domain_name;
