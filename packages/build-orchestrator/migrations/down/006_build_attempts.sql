DROP TRIGGER trg_build_results_10_history ON build_orchestrator.build_results;
DROP FUNCTION build_orchestrator.keep_earlier_result();
DROP TABLE build_orchestrator.build_result_history;
ALTER TABLE build_orchestrator.build_artifacts DROP COLUMN attempt;
ALTER TABLE build_orchestrator.build_results DROP COLUMN attempt;
DROP INDEX build_orchestrator.idx_build_queue_target_registry_id;
CREATE INDEX idx_build_queue_target_registry_id ON build_orchestrator.build_queue (target_registry_id);
DROP INDEX build_orchestrator.idx_build_queue_customer_id;
CREATE INDEX idx_build_queue_customer_id ON build_orchestrator.build_queue (customer_id);
DROP INDEX build_orchestrator.idx_build_queue_customer_history;
CREATE INDEX idx_build_queue_customer_history
    ON build_orchestrator.build_queue (customer_id, status, completed_at DESC)
    INCLUDE (manifest_hash, retry_count);
DROP INDEX build_orchestrator.idx_build_queue_architecture_metrics;
CREATE INDEX idx_build_queue_architecture_metrics
    ON build_orchestrator.build_queue (architecture, status, priority DESC, queued_at);
DROP INDEX build_orchestrator.idx_build_queue_status;
CREATE INDEX idx_build_queue_status ON build_orchestrator.build_queue (status);
DROP INDEX build_orchestrator.uq_build_queue_live_request;
DROP INDEX build_orchestrator.idx_build_queue_dead;
DROP INDEX build_orchestrator.idx_build_queue_places;
DROP INDEX build_orchestrator.idx_build_queue_waiting;
DROP INDEX build_orchestrator.idx_build_queue_due;
DROP INDEX build_orchestrator.idx_build_queue_ready_architecture;
DROP INDEX build_orchestrator.idx_build_queue_ready;
DROP INDEX build_orchestrator.idx_build_queue_worker_assignment;
CREATE INDEX idx_build_queue_worker_assignment
    ON build_orchestrator.build_queue (status, priority DESC, queued_at) WHERE status = 'queued';
DROP INDEX build_orchestrator.idx_build_queue_processing;
CREATE INDEX idx_build_queue_processing
    ON build_orchestrator.build_queue (priority DESC, queued_at) WHERE status = 'queued';
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
    DROP COLUMN parked,
    DROP COLUMN turn,
    DROP COLUMN not_before,
    DROP COLUMN lease_until,
    DROP COLUMN fence;
