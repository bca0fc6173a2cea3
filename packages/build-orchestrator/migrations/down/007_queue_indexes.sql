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
