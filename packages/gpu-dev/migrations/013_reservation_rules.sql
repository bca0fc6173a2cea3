--! requires: 004_gpu_types
--! requires: 008_add_expiry_tracking
--
-- What holds for reservations. Rows that an earlier system used as locks go: locks have a
-- table of their own.

DELETE FROM gpu_dev.reservations WHERE status = 'lock' AND reservation_id LIKE 'lock:%';

ALTER TABLE gpu_dev.reservations
    ADD CONSTRAINT ck_reservations_status CHECK (status IN (
        'pending', 'queued', 'preparing', 'running', 'active', 'cancelled', 'failed', 'expired', 'completed'
    )),
    ADD CONSTRAINT ck_reservations_names CHECK (
        btrim(reservation_id) <> '' AND btrim(user_id) <> '' AND btrim(name) <> '' AND btrim(disk_name) <> ''
    ),
    -- NaN is above every number.
    ADD CONSTRAINT ck_reservations_duration_hours CHECK (duration_hours > 0 AND duration_hours < 'Infinity'),
    ADD CONSTRAINT ck_reservations_gpu_count CHECK (gpu_count >= 0),
    ADD CONSTRAINT ck_reservations_ports CHECK (node_port BETWEEN 1 AND 65535 AND jupyter_port BETWEEN 1 AND 65535),
    -- What is no address at all fails in the cast.
    ADD CONSTRAINT ck_reservations_addresses CHECK (
        family(node_ip::inet) IN (4, 6) AND family(node_private_ip::inet) IN (4, 6)
    ),
    ADD CONSTRAINT ck_reservations_status_history CHECK (jsonb_typeof(status_history) = 'array'),
    ADD CONSTRAINT ck_reservations_secondary_users CHECK (jsonb_typeof(secondary_users) = 'array'),
    ADD CONSTRAINT ck_reservations_warnings_sent CHECK (jsonb_typeof(warnings_sent) = 'object'),
    ADD CONSTRAINT ck_reservations_alb_config CHECK (jsonb_typeof(alb_config) = 'object'),
    ADD CONSTRAINT ck_reservations_oom_count CHECK (oom_count >= 0),
    ADD CONSTRAINT ck_reservations_node CHECK (
        is_multinode IS NOT TRUE
        OR coalesce(master_reservation_id IS NOT NULL AND node_index >= 0 AND node_index < total_nodes, false)
    ),
    ADD CONSTRAINT fk_reservations_gpu_type FOREIGN KEY (gpu_type)
        REFERENCES gpu_dev.gpu_types (gpu_type) ON UPDATE CASCADE ON DELETE RESTRICT,
    ADD CONSTRAINT fk_reservations_master_reservation_id FOREIGN KEY (master_reservation_id)
        REFERENCES gpu_dev.reservations (reservation_id) ON DELETE CASCADE;

-- A place in a group is taken once.
CREATE UNIQUE INDEX uq_reservations_node ON gpu_dev.reservations (master_reservation_id, node_index)
    WHERE is_multinode;
