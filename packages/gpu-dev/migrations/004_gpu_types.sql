--! requires: 003_disks
--
-- The kinds of GPUs there are, and the machines that have them.

CREATE TABLE IF NOT EXISTS gpu_dev.gpu_types (
    gpu_type            varchar(50)   NOT NULL,
    instance_type       varchar(100)  NOT NULL,
    max_gpus            integer       NOT NULL,
    cpus                integer       NOT NULL,
    memory_gb           integer       NOT NULL,
    total_cluster_gpus  integer       DEFAULT 0,
    max_per_node        integer,
    is_active           boolean       DEFAULT true,
    created_at          timestamptz   DEFAULT now(),
    updated_at          timestamptz   DEFAULT now(),
    description         text,

    CONSTRAINT gpu_types_pkey PRIMARY KEY (gpu_type)
);

COMMENT ON TABLE gpu_dev.gpu_types IS 'Kinds of GPUs. The fixture brings what is fixed; live figures and the switch are not touched by it.';
COMMENT ON COLUMN gpu_dev.gpu_types.gpu_type           IS 'Name of the kind, in lower case, such as h100.';
COMMENT ON COLUMN gpu_dev.gpu_types.instance_type      IS 'The machine that has them.';
COMMENT ON COLUMN gpu_dev.gpu_types.max_gpus           IS 'GPUs of one machine; 0 for machines without.';
COMMENT ON COLUMN gpu_dev.gpu_types.cpus               IS 'Virtual CPUs of one machine.';
COMMENT ON COLUMN gpu_dev.gpu_types.memory_gb          IS 'Memory of one machine in GB.';
COMMENT ON COLUMN gpu_dev.gpu_types.total_cluster_gpus IS 'GPUs in the cluster; at first what is planned, then what was counted last.';
COMMENT ON COLUMN gpu_dev.gpu_types.max_per_node       IS 'GPUs that one node may give; 0 says none, null says as many as it has.';
COMMENT ON COLUMN gpu_dev.gpu_types.is_active          IS 'The operator''s switch: whether it can be reserved.';
COMMENT ON COLUMN gpu_dev.gpu_types.created_at         IS 'When the row was made.';
COMMENT ON COLUMN gpu_dev.gpu_types.updated_at         IS 'When the row last changed; kept by a trigger.';
COMMENT ON COLUMN gpu_dev.gpu_types.description        IS 'What it is, in words.';

CREATE INDEX IF NOT EXISTS idx_gpu_types_active ON gpu_dev.gpu_types (is_active)
    WHERE is_active;

CREATE OR REPLACE FUNCTION gpu_dev.update_gpu_types_updated_at_column()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END;
$$;

COMMENT ON FUNCTION gpu_dev.update_gpu_types_updated_at_column() IS 'Trigger: stamps updated_at, whatever the caller wrote.';

REVOKE ALL ON FUNCTION gpu_dev.update_gpu_types_updated_at_column() FROM PUBLIC;

DROP TRIGGER IF EXISTS update_gpu_types_updated_at ON gpu_dev.gpu_types;
CREATE TRIGGER update_gpu_types_updated_at
    BEFORE UPDATE ON gpu_dev.gpu_types
    FOR EACH ROW
    EXECUTE FUNCTION gpu_dev.update_gpu_types_updated_at_column();

COMMENT ON TRIGGER update_gpu_types_updated_at ON gpu_dev.gpu_types IS 'Keeps updated_at.';
