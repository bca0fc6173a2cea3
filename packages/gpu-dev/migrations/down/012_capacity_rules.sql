ALTER TABLE gpu_dev.gpu_types
    DROP CONSTRAINT ck_gpu_types_counts,
    DROP CONSTRAINT ck_gpu_types_machine,
    DROP CONSTRAINT ck_gpu_types_gpu_type;
