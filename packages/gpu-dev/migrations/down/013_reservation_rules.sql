DROP INDEX gpu_dev.uq_reservations_node;

ALTER TABLE gpu_dev.reservations
    DROP CONSTRAINT fk_reservations_master_reservation_id,
    DROP CONSTRAINT fk_reservations_gpu_type,
    DROP CONSTRAINT ck_reservations_node,
    DROP CONSTRAINT ck_reservations_oom_count,
    DROP CONSTRAINT ck_reservations_alb_config,
    DROP CONSTRAINT ck_reservations_warnings_sent,
    DROP CONSTRAINT ck_reservations_secondary_users,
    DROP CONSTRAINT ck_reservations_status_history,
    DROP CONSTRAINT ck_reservations_addresses,
    DROP CONSTRAINT ck_reservations_ports,
    DROP CONSTRAINT ck_reservations_gpu_count,
    DROP CONSTRAINT ck_reservations_duration_hours,
    DROP CONSTRAINT ck_reservations_names,
    DROP CONSTRAINT ck_reservations_status;
