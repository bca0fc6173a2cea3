--! requires: 003_disks
--! requires: 008_add_expiry_tracking
--
-- The indexes that the programs' own queries need, without those that another covers.
-- An earlier system has four more: each is a part of a unique or a longer one.

DROP INDEX IF EXISTS gpu_dev.idx_api_users_username;
DROP INDEX IF EXISTS gpu_dev.idx_api_keys_hash;
DROP INDEX IF EXISTS gpu_dev.idx_disks_user_id;
DROP INDEX IF EXISTS gpu_dev.idx_reservations_user_id;

-- Over revoked keys too: they are listed, and go with their user.
DROP INDEX IF EXISTS gpu_dev.idx_api_keys_user_id;
CREATE INDEX idx_api_keys_user_id ON gpu_dev.api_keys (user_id);

-- Serves a user's own reservations, newest first.
CREATE INDEX idx_reservations_user_created ON gpu_dev.reservations (user_id, created_at DESC);

-- Serves the search by the beginning of an id, in any collation.
CREATE INDEX idx_reservations_id_prefix ON gpu_dev.reservations (reservation_id varchar_pattern_ops);

-- Serves the queue of a kind of GPU, first come first.
CREATE INDEX idx_reservations_queue ON gpu_dev.reservations (gpu_type, created_at)
    WHERE status IN ('pending', 'queued');

-- Serves reconciliation with the volumes that there are.
CREATE INDEX idx_disks_ebs_volume_id ON gpu_dev.disks (ebs_volume_id)
    WHERE ebs_volume_id IS NOT NULL;
