--! requires: 009_add_availability_to_gpu_types
--
-- What holds for kinds of GPUs: names in lower case, so that they compare as they are,
-- and no count below zero.

ALTER TABLE gpu_dev.gpu_types
    ADD CONSTRAINT ck_gpu_types_gpu_type CHECK (gpu_type = lower(btrim(gpu_type)) AND gpu_type <> ''),
    ADD CONSTRAINT ck_gpu_types_machine CHECK (max_gpus >= 0 AND cpus > 0 AND memory_gb > 0 AND max_per_node >= 0),
    ADD CONSTRAINT ck_gpu_types_counts CHECK (
        total_cluster_gpus >= 0 AND available_gpus >= 0 AND max_reservable >= 0
        AND full_nodes_available >= 0 AND running_instances >= 0 AND desired_capacity >= 0
    );
