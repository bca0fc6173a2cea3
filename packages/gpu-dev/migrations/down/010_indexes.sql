DROP INDEX gpu_dev.idx_disks_ebs_volume_id;
DROP INDEX gpu_dev.idx_reservations_queue;
DROP INDEX gpu_dev.idx_reservations_id_prefix;
DROP INDEX gpu_dev.idx_reservations_user_created;
DROP INDEX gpu_dev.idx_api_keys_user_id;
CREATE INDEX idx_api_keys_user_id ON gpu_dev.api_keys (user_id) WHERE is_active;
