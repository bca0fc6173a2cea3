DROP INDEX build_orchestrator.idx_build_results_registry_tracking;
CREATE INDEX idx_build_results_registry_tracking
    ON build_orchestrator.build_results (pushed_to_registry, image_digest, created_at DESC) WHERE success;
DROP INDEX build_orchestrator.idx_build_results_image_digest;
CREATE INDEX idx_build_results_image_digest ON build_orchestrator.build_results (image_digest);
DROP INDEX build_orchestrator.idx_build_results_cache_id;
CREATE INDEX idx_build_results_cache_id ON build_orchestrator.build_results (build_cache_id);
DROP INDEX build_orchestrator.idx_build_results_success_analysis;
CREATE INDEX idx_build_results_success_analysis
    ON build_orchestrator.build_results (success, created_at DESC)
    INCLUDE (actual_duration_seconds, final_image_size_bytes);
CREATE INDEX idx_build_results_performance
    ON build_orchestrator.build_results (created_at DESC)
    INCLUDE (actual_duration_seconds, peak_memory_mb, final_image_size_bytes)
    WHERE success;
CREATE INDEX idx_build_results_success ON build_orchestrator.build_results (success);
CREATE INDEX idx_build_results_build_queue_id ON build_orchestrator.build_results (build_queue_id);
DROP INDEX build_orchestrator.idx_build_queue_target_registry_id;
CREATE INDEX idx_build_queue_target_registry_id ON build_orchestrator.build_queue (target_registry_id);
DROP INDEX build_orchestrator.idx_build_queue_customer_id;
CREATE INDEX idx_build_queue_customer_id ON build_orchestrator.build_queue (customer_id);
DROP INDEX build_orchestrator.idx_build_queue_customer_history;
CREATE INDEX idx_build_queue_customer_history
    ON build_orchestrator.build_queue (customer_id, status, completed_at DESC)
    INCLUDE (manifest_hash, retry_count);
DROP INDEX build_orchestrator.idx_build_queue_dashboard_covering;
CREATE INDEX idx_build_queue_dashboard_covering
    ON build_orchestrator.build_queue (status, priority DESC, queued_at)
    INCLUDE (customer_id, worker_id, started_at, estimated_duration_seconds)
    WHERE status IN ('queued', 'building');
CREATE INDEX idx_build_queue_manifest_hash ON build_orchestrator.build_queue (manifest_hash);
CREATE INDEX idx_build_queue_timeout_monitor
    ON build_orchestrator.build_queue (timeout_at, status, worker_id)
    WHERE status = 'building' AND timeout_at IS NOT NULL;
CREATE INDEX idx_build_queue_architecture_metrics
    ON build_orchestrator.build_queue (architecture, status, priority DESC, queued_at);
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
