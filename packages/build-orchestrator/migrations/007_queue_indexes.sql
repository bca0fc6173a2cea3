--! requires: 006_build_attempts
--
-- What workers, sweeps and customers look for in the queue, and no more. What a claim
-- looks at is partial: a finished build stands in none of it.

-- Ready are queued builds that are due and not parked. Delayed and parked ones stand
-- outside these four, each of which is the order of one way to claim. By the id, no
-- other index on priority and time has the whole order, so none is taken in its place.
DROP INDEX build_orchestrator.idx_build_queue_processing;
CREATE INDEX idx_build_queue_processing
    ON build_orchestrator.build_queue (priority DESC, queued_at, id)
    WHERE status = 'queued' AND not_before IS NULL AND NOT parked;
DROP INDEX build_orchestrator.idx_build_queue_worker_assignment;
CREATE INDEX idx_build_queue_worker_assignment
    ON build_orchestrator.build_queue (architecture, priority DESC, queued_at, id)
    WHERE status = 'queued' AND not_before IS NULL AND NOT parked;
CREATE INDEX idx_build_queue_ready
    ON build_orchestrator.build_queue (priority DESC, turn, queued_at)
    WHERE status = 'queued' AND not_before IS NULL AND NOT parked;
CREATE INDEX idx_build_queue_ready_architecture
    ON build_orchestrator.build_queue (architecture, priority DESC, turn, queued_at)
    WHERE status = 'queued' AND not_before IS NULL AND NOT parked;

-- What becomes due, soonest first.
CREATE INDEX idx_build_queue_due
    ON build_orchestrator.build_queue (not_before) WHERE status = 'queued' AND not_before IS NOT NULL;
-- The waiting builds of one customer in its own order; and its last round.
CREATE INDEX idx_build_queue_waiting
    ON build_orchestrator.build_queue (customer_id, priority DESC, turn) WHERE status = 'queued';
-- The builds that take a customer's places: running, or about to.
CREATE INDEX idx_build_queue_places
    ON build_orchestrator.build_queue (customer_id)
    WHERE status = 'building' OR (status = 'queued' AND not_before IS NULL AND NOT parked);
CREATE INDEX idx_build_queue_dead
    ON build_orchestrator.build_queue (dead_at DESC) WHERE dead_at IS NOT NULL;
-- One live build a request.
CREATE UNIQUE INDEX uq_build_queue_live_request
    ON build_orchestrator.build_queue (customer_id, manifest_hash, architecture)
    WHERE deduplicate AND status IN ('queued', 'building');

-- Every change of status writes each index its row stands in anew. These gave nothing
-- that another one does not: the status of live builds leads the dashboard's, which now
-- has their architecture too; deadlines lead idx_build_queue_timeout; and a manifest is
-- looked for among the live builds of a customer, or in the cache.
DROP INDEX build_orchestrator.idx_build_queue_status;
DROP INDEX build_orchestrator.idx_build_queue_architecture_metrics;
DROP INDEX build_orchestrator.idx_build_queue_timeout_monitor;
DROP INDEX build_orchestrator.idx_build_queue_manifest_hash;
DROP INDEX build_orchestrator.idx_build_queue_dashboard_covering;
CREATE INDEX idx_build_queue_dashboard_covering
    ON build_orchestrator.build_queue (status, priority DESC, queued_at)
    INCLUDE (customer_id, worker_id, started_at, estimated_duration_seconds, architecture)
    WHERE status IN ('queued', 'building');

-- This stood on status for every build there ever was.
DROP INDEX build_orchestrator.idx_build_queue_customer_history;
CREATE INDEX idx_build_queue_customer_history
    ON build_orchestrator.build_queue (customer_id, status, completed_at DESC)
    INCLUDE (manifest_hash, retry_count)
    WHERE completed_at IS NOT NULL;
-- Also the month of one customer, which the quota counts.
DROP INDEX build_orchestrator.idx_build_queue_customer_id;
CREATE INDEX idx_build_queue_customer_id
    ON build_orchestrator.build_queue (customer_id, queued_at DESC);
DROP INDEX build_orchestrator.idx_build_queue_target_registry_id;
CREATE INDEX idx_build_queue_target_registry_id
    ON build_orchestrator.build_queue (target_registry_id) WHERE target_registry_id IS NOT NULL;

-- The same for results: the key on the build is unique already, success leads the
-- analysis, which now has the memory too; the rest is for rows that have what they name.
DROP INDEX build_orchestrator.idx_build_results_build_queue_id;
DROP INDEX build_orchestrator.idx_build_results_success;
DROP INDEX build_orchestrator.idx_build_results_performance;
DROP INDEX build_orchestrator.idx_build_results_success_analysis;
CREATE INDEX idx_build_results_success_analysis
    ON build_orchestrator.build_results (success, created_at DESC)
    INCLUDE (actual_duration_seconds, peak_memory_mb, final_image_size_bytes);
DROP INDEX build_orchestrator.idx_build_results_cache_id;
CREATE INDEX idx_build_results_cache_id
    ON build_orchestrator.build_results (build_cache_id) WHERE build_cache_id IS NOT NULL;
DROP INDEX build_orchestrator.idx_build_results_image_digest;
CREATE INDEX idx_build_results_image_digest
    ON build_orchestrator.build_results (image_digest) WHERE image_digest IS NOT NULL;
DROP INDEX build_orchestrator.idx_build_results_registry_tracking;
CREATE INDEX idx_build_results_registry_tracking
    ON build_orchestrator.build_results (image_digest, created_at DESC) WHERE success AND pushed_to_registry;
