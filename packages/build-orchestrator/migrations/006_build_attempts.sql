--! requires: 005_Functions
--
-- What a build remembers of its runs: a fence that never repeats, a lease, a delay, a
-- wish to cancel, a place among the dead, and the result of every run.
--
-- A worker's every later write names the fence it was given. A run that was taken away
-- has an older fence, and its writes find no row.

ALTER TABLE build_orchestrator.build_queue
    ADD COLUMN fence                bigint        NOT NULL DEFAULT 0,
    ADD COLUMN lease_until          timestamptz,
    ADD COLUMN not_before           timestamptz,
    ADD COLUMN turn                 bigint        NOT NULL DEFAULT 0,
    ADD COLUMN parked               boolean       NOT NULL DEFAULT false,
    ADD COLUMN deduplicate          boolean       NOT NULL DEFAULT false,
    ADD COLUMN cancel_requested_at  timestamptz,
    ADD COLUMN cancelled_by         varchar(100),
    ADD COLUMN cancel_reason        text,
    ADD COLUMN dead_at              timestamptz,
    ADD COLUMN dead_reason          text,
    ADD CONSTRAINT ck_build_queue_fence CHECK (fence >= 0 AND turn >= 0);

COMMENT ON COLUMN build_orchestrator.build_queue.fence               IS 'Rises by one with every claim and is never reset; the number of the present or latest run.';
COMMENT ON COLUMN build_orchestrator.build_queue.lease_until         IS 'Until when the worker must be heard of; null for a claim that only has its deadline.';
COMMENT ON COLUMN build_orchestrator.build_queue.not_before          IS 'Waits until then; null once it is due.';
COMMENT ON COLUMN build_orchestrator.build_queue.turn                IS 'Its round among builds of the same priority: one of each customer a round.';
COMMENT ON COLUMN build_orchestrator.build_queue.parked              IS 'Waits until its customer may run one more.';
COMMENT ON COLUMN build_orchestrator.build_queue.deduplicate         IS 'While it is live, the same request is given this build and not a second one.';
COMMENT ON COLUMN build_orchestrator.build_queue.cancel_requested_at IS 'When somebody wanted the run stopped; its worker sees it at the next heartbeat.';
COMMENT ON COLUMN build_orchestrator.build_queue.cancelled_by        IS 'Who wanted it.';
COMMENT ON COLUMN build_orchestrator.build_queue.cancel_reason       IS 'Why.';
COMMENT ON COLUMN build_orchestrator.build_queue.dead_at             IS 'When it was given up; null unless nothing but a replay will run it again.';
COMMENT ON COLUMN build_orchestrator.build_queue.dead_reason         IS 'Why it was given up.';

-- Room on the page for progress and heartbeats, which touch no index; and vacuum by the
-- number of dead rows, since a queue is small however many builds have passed through it.
ALTER TABLE build_orchestrator.build_queue SET (
    fillfactor = 80,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_scale_factor = 0.01,
    autovacuum_vacuum_cost_delay = 0
);

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

ALTER TABLE build_orchestrator.build_results ADD COLUMN attempt bigint NOT NULL DEFAULT 1;
COMMENT ON COLUMN build_orchestrator.build_results.attempt IS 'The fence of the run it came of.';

ALTER TABLE build_orchestrator.build_artifacts ADD COLUMN attempt bigint NOT NULL DEFAULT 1;
COMMENT ON COLUMN build_orchestrator.build_artifacts.attempt IS 'The fence of the run that made it.';

-- The results of earlier runs. The latest one is in build_results, where readers that
-- know of one result a build find it.
CREATE TABLE build_orchestrator.build_result_history (
    LIKE build_orchestrator.build_results,
    superseded_at  timestamptz  NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT pk_build_result_history PRIMARY KEY (build_queue_id, attempt),
    CONSTRAINT fk_build_result_history_queue FOREIGN KEY (build_queue_id)
        REFERENCES build_orchestrator.build_queue (id) ON DELETE CASCADE
);

COMMENT ON TABLE  build_orchestrator.build_result_history                         IS 'Results of runs that were followed by another one; written by trigger.';
COMMENT ON COLUMN build_orchestrator.build_result_history.id                      IS 'The id of the row in build_results, which all runs of a build share.';
COMMENT ON COLUMN build_orchestrator.build_result_history.build_queue_id          IS 'Which build.';
COMMENT ON COLUMN build_orchestrator.build_result_history.success                 IS 'As in build_results, like all that follows.';
COMMENT ON COLUMN build_orchestrator.build_result_history.exit_code               IS 'Of the build process.';
COMMENT ON COLUMN build_orchestrator.build_result_history.stdout_log              IS 'Its output.';
COMMENT ON COLUMN build_orchestrator.build_result_history.stderr_log              IS 'Its errors.';
COMMENT ON COLUMN build_orchestrator.build_result_history.error_message           IS 'Why it failed, for people.';
COMMENT ON COLUMN build_orchestrator.build_result_history.error_code              IS 'Why it failed, for programs.';
COMMENT ON COLUMN build_orchestrator.build_result_history.actual_duration_seconds IS 'From the start of the run to its end.';
COMMENT ON COLUMN build_orchestrator.build_result_history.peak_memory_mb          IS 'Most memory in use.';
COMMENT ON COLUMN build_orchestrator.build_result_history.peak_cpu_percent        IS 'Most processor time in use.';
COMMENT ON COLUMN build_orchestrator.build_result_history.disk_usage_mb           IS 'Disk in use.';
COMMENT ON COLUMN build_orchestrator.build_result_history.total_layers            IS 'Layers of the image.';
COMMENT ON COLUMN build_orchestrator.build_result_history.cache_layers_used       IS 'How many came from the cache.';
COMMENT ON COLUMN build_orchestrator.build_result_history.new_layers_built        IS 'How many were built.';
COMMENT ON COLUMN build_orchestrator.build_result_history.final_image_size_bytes  IS 'Size of the image.';
COMMENT ON COLUMN build_orchestrator.build_result_history.image_digest            IS 'What a deployment pins.';
COMMENT ON COLUMN build_orchestrator.build_result_history.image_tags              IS 'Tags it was pushed under.';
COMMENT ON COLUMN build_orchestrator.build_result_history.pushed_to_registry      IS 'Whether the registry has it.';
COMMENT ON COLUMN build_orchestrator.build_result_history.push_duration_seconds   IS 'How long the push took.';
COMMENT ON COLUMN build_orchestrator.build_result_history.build_cache_id          IS 'The cache entry that was used or made; kept though the entry may be gone.';
COMMENT ON COLUMN build_orchestrator.build_result_history.created_at              IS 'When the run ended.';
COMMENT ON COLUMN build_orchestrator.build_result_history.attempt                 IS 'The fence of the run.';
COMMENT ON COLUMN build_orchestrator.build_result_history.superseded_at           IS 'When a later run ended.';

CREATE FUNCTION build_orchestrator.keep_earlier_result()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    -- The columns of the history are those of build_results, in order, and then its own.
    INSERT INTO build_orchestrator.build_result_history
    SELECT OLD.*, clock_timestamp()
    ON CONFLICT ON CONSTRAINT pk_build_result_history DO NOTHING;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION build_orchestrator.keep_earlier_result()
    IS 'Trigger: keeps the result of a run when that of a later one takes its place.';

CREATE TRIGGER trg_build_results_10_history
    AFTER UPDATE OF attempt ON build_orchestrator.build_results
    FOR EACH ROW WHEN (OLD.attempt IS DISTINCT FROM NEW.attempt)
    EXECUTE FUNCTION build_orchestrator.keep_earlier_result();

REVOKE EXECUTE ON FUNCTION build_orchestrator.keep_earlier_result() FROM PUBLIC;
