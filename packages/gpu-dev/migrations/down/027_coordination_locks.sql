DROP TABLE gpu_dev.coordination_locks;
