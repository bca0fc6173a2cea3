--! requires: 005_Functions
--
-- What a build remembers of its runs: a fence that never repeats, a lease, a delay, a
-- wish to cancel and a place among the dead.
--
-- A worker's every later write names the fence it was given. A run that was taken away
-- has an older fence, and its writes find no row.

ALTER TABLE build_orchestrator.build_queue
    ADD COLUMN fence                bigint        NOT NULL DEFAULT 0,
    ADD COLUMN lease_until          timestamptz,
    ADD COLUMN not_before           timestamptz,
    ADD COLUMN turn                 bigint        NOT NULL DEFAULT 0,
    ADD COLUMN parked               boolean       NOT NULL DEFAULT false,
    ADD COLUMN waits_for            integer       NOT NULL DEFAULT 0,
    ADD COLUMN has_dependents       boolean       NOT NULL DEFAULT false,
    ADD COLUMN deduplicate          boolean       NOT NULL DEFAULT false,
    ADD COLUMN cancel_requested_at  timestamptz,
    ADD COLUMN cancelled_by         varchar(100),
    ADD COLUMN cancel_reason        text,
    ADD COLUMN dead_at              timestamptz,
    ADD COLUMN dead_reason          text,
    ADD CONSTRAINT ck_build_queue_fence CHECK (fence >= 0 AND turn >= 0 AND waits_for >= 0);

COMMENT ON COLUMN build_orchestrator.build_queue.fence               IS 'Rises by one with every claim and is never reset; the number of the present or latest run.';
COMMENT ON COLUMN build_orchestrator.build_queue.lease_until         IS 'Until when the worker must be heard of; null for a claim that only has its deadline.';
COMMENT ON COLUMN build_orchestrator.build_queue.not_before          IS 'Waits until then; null once it is due.';
COMMENT ON COLUMN build_orchestrator.build_queue.turn                IS 'Its place among builds of the same priority: each customer has its share of a round.';
COMMENT ON COLUMN build_orchestrator.build_queue.parked              IS 'Waits until its customer may run one more, or for other builds.';
COMMENT ON COLUMN build_orchestrator.build_queue.waits_for           IS 'How many builds must succeed before it is ready.';
COMMENT ON COLUMN build_orchestrator.build_queue.has_dependents      IS 'Others wait for it, or did; so that the end of a build that nobody waits for looks nothing up.';
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
