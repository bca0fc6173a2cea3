ALTER TABLE gpu_dev.gpu_types
    DROP COLUMN last_availability_updated_by,
    DROP COLUMN last_availability_update,
    DROP COLUMN desired_capacity,
    DROP COLUMN running_instances,
    DROP COLUMN full_nodes_available,
    DROP COLUMN max_reservable,
    DROP COLUMN available_gpus;
