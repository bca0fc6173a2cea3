--! requires: 006_build_attempts
--
-- What workers, sweeps and customers look for in the queue. All are partial: a finished
-- build stands in none of those that a claim touches.

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

-- These stood on status for every build there ever was, and grew with each change of it.
DROP INDEX build_orchestrator.idx_build_queue_status;
CREATE INDEX idx_build_queue_status
    ON build_orchestrator.build_queue (status) WHERE status IN ('queued', 'building');
DROP INDEX build_orchestrator.idx_build_queue_architecture_metrics;
CREATE INDEX idx_build_queue_architecture_metrics
    ON build_orchestrator.build_queue (architecture, status, priority DESC, queued_at)
    WHERE status IN ('queued', 'building');
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
