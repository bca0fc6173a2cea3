--! requires: 004_gpu_types
--
-- What was counted in the cluster, and when.

ALTER TABLE gpu_dev.gpu_types
    ADD COLUMN IF NOT EXISTS available_gpus               integer     DEFAULT 0,
    ADD COLUMN IF NOT EXISTS max_reservable               integer     DEFAULT 0,
    ADD COLUMN IF NOT EXISTS full_nodes_available         integer     DEFAULT 0,
    ADD COLUMN IF NOT EXISTS running_instances            integer     DEFAULT 0,
    ADD COLUMN IF NOT EXISTS desired_capacity             integer     DEFAULT 0,
    ADD COLUMN IF NOT EXISTS last_availability_update     timestamptz,
    ADD COLUMN IF NOT EXISTS last_availability_updated_by varchar(100);

COMMENT ON COLUMN gpu_dev.gpu_types.available_gpus               IS 'GPUs that could be scheduled when they were counted last.';
COMMENT ON COLUMN gpu_dev.gpu_types.max_reservable               IS 'Largest single reservation that was possible then, over several nodes if need be.';
COMMENT ON COLUMN gpu_dev.gpu_types.full_nodes_available         IS 'Nodes with every GPU free then.';
COMMENT ON COLUMN gpu_dev.gpu_types.running_instances            IS 'Machines in service then.';
COMMENT ON COLUMN gpu_dev.gpu_types.desired_capacity             IS 'Machines wanted then, over all scaling groups.';
COMMENT ON COLUMN gpu_dev.gpu_types.last_availability_update     IS 'When they were counted last.';
COMMENT ON COLUMN gpu_dev.gpu_types.last_availability_updated_by IS 'Who counted.';

CREATE INDEX IF NOT EXISTS idx_gpu_types_availability_update ON gpu_dev.gpu_types (last_availability_update DESC)
    WHERE is_active;
CREATE INDEX IF NOT EXISTS idx_gpu_types_available_gpus ON gpu_dev.gpu_types (available_gpus)
    WHERE is_active AND available_gpus > 0;
