ALTER TABLE build_orchestrator.build_queue RESET (
    fillfactor,
    autovacuum_vacuum_threshold,
    autovacuum_vacuum_scale_factor,
    autovacuum_vacuum_cost_delay
);
ALTER TABLE build_orchestrator.build_queue
    DROP CONSTRAINT ck_build_queue_fence,
    DROP COLUMN dead_reason,
    DROP COLUMN dead_at,
    DROP COLUMN cancel_reason,
    DROP COLUMN cancelled_by,
    DROP COLUMN cancel_requested_at,
    DROP COLUMN deduplicate,
    DROP COLUMN has_dependents,
    DROP COLUMN waits_for,
    DROP COLUMN parked,
    DROP COLUMN turn,
    DROP COLUMN not_before,
    DROP COLUMN lease_until,
    DROP COLUMN fence;
