--! requires: 20251118095804_create_initialize_fsm_with_outbox_rpc
--
-- What handing jobs over needs to know of each: its place, its queue, when it may be
-- tried again, who holds it, and whether it was given up.
--
-- A job is ready, delayed, leased, dead or processed; only ready ones stand in the index
-- that claims read, so that no number of failing or finished jobs slows it down. All
-- columns are nullable or have a default: who inserts the first ten only still can.

ALTER TABLE course_outbox.job_outbox
    ADD COLUMN seq              bigint        GENERATED ALWAYS AS IDENTITY,
    ADD COLUMN target_queue     varchar(100)  NOT NULL DEFAULT 'course-generation',
    ADD COLUMN order_key        text,
    ADD COLUMN aggregate_type   text,
    ADD COLUMN aggregate_id     text,
    ADD COLUMN next_attempt_at  timestamptz,
    ADD COLUMN max_attempts     integer       NOT NULL DEFAULT 10,
    ADD COLUMN fence            bigint        NOT NULL DEFAULT 0,
    ADD COLUMN claimed_by       text,
    ADD COLUMN lease_until      timestamptz,
    ADD COLUMN failed_at        timestamptz,
    ADD COLUMN dead_reason      text,
    ADD CONSTRAINT ck_job_outbox_job_data CHECK (jsonb_typeof(job_data) = 'object'),
    ADD CONSTRAINT ck_job_outbox_job_options CHECK (jsonb_typeof(job_options) = 'object'),
    -- A colon separates the parts of the queue's own keys.
    ADD CONSTRAINT ck_job_outbox_target_queue CHECK (btrim(target_queue) <> '' AND strpos(target_queue, ':') = 0),
    ADD CONSTRAINT ck_job_outbox_order_key CHECK (char_length(order_key) BETWEEN 1 AND 200),
    ADD CONSTRAINT ck_job_outbox_aggregate CHECK ((aggregate_type IS NULL) = (aggregate_id IS NULL)),
    ADD CONSTRAINT ck_job_outbox_max_attempts CHECK (max_attempts > 0),
    ADD CONSTRAINT ck_job_outbox_dead CHECK ((failed_at IS NULL) = (dead_reason IS NULL));

COMMENT ON COLUMN course_outbox.job_outbox.seq             IS 'Place among jobs created at the same time.';
COMMENT ON COLUMN course_outbox.job_outbox.target_queue    IS 'The queue that gets the job; environments that share a database have one each.';
COMMENT ON COLUMN course_outbox.job_outbox.order_key       IS 'Jobs with the same key are handed over one after the other. Null: in any order.';
COMMENT ON COLUMN course_outbox.job_outbox.aggregate_type  IS 'What kind of thing within the course the job is about.';
COMMENT ON COLUMN course_outbox.job_outbox.aggregate_id    IS 'Which one.';
COMMENT ON COLUMN course_outbox.job_outbox.next_attempt_at IS 'Not before then. Null: at once.';
COMMENT ON COLUMN course_outbox.job_outbox.max_attempts    IS 'After so many failed attempts the job is dead.';
COMMENT ON COLUMN course_outbox.job_outbox.fence           IS 'Number of the last claim; only ever counted up. Later writes must state it.';
COMMENT ON COLUMN course_outbox.job_outbox.claimed_by      IS 'Who claimed it last, for people to read.';
COMMENT ON COLUMN course_outbox.job_outbox.lease_until     IS 'Until then the claim holds. Null: nobody holds it.';
COMMENT ON COLUMN course_outbox.job_outbox.failed_at       IS 'When the job was given up; it is dead until somebody replays it.';
COMMENT ON COLUMN course_outbox.job_outbox.dead_reason     IS 'Why it was given up.';

-- Serves the claim, in its order. Delayed, leased, dead and processed jobs cost it nothing.
CREATE INDEX idx_job_outbox_ready
    ON course_outbox.job_outbox (target_queue, created_at, seq)
    WHERE processed_at IS NULL AND failed_at IS NULL AND next_attempt_at IS NULL AND lease_until IS NULL;

-- Serves the claim of jobs whose time has come.
CREATE INDEX idx_job_outbox_due
    ON course_outbox.job_outbox (target_queue, next_attempt_at)
    WHERE processed_at IS NULL AND failed_at IS NULL AND next_attempt_at IS NOT NULL AND lease_until IS NULL;

-- Serves the return of jobs whose holder fell silent.
CREATE INDEX idx_job_outbox_leases
    ON course_outbox.job_outbox (lease_until)
    WHERE processed_at IS NULL AND lease_until IS NOT NULL;

-- Serves the list of dead jobs.
CREATE INDEX idx_job_outbox_dead
    ON course_outbox.job_outbox (failed_at, outbox_id)
    WHERE processed_at IS NULL AND failed_at IS NOT NULL;

-- Serves the question whether an earlier job of the same order has yet to go.
CREATE INDEX idx_job_outbox_order
    ON course_outbox.job_outbox (order_key, seq)
    WHERE processed_at IS NULL AND order_key IS NOT NULL;

COMMENT ON INDEX course_outbox.idx_job_outbox_ready  IS 'Jobs to claim, in order.';
COMMENT ON INDEX course_outbox.idx_job_outbox_due    IS 'Delayed jobs by the time they may be tried.';
COMMENT ON INDEX course_outbox.idx_job_outbox_leases IS 'Held jobs by the end of their lease.';
COMMENT ON INDEX course_outbox.idx_job_outbox_dead   IS 'Dead jobs, first death first.';
COMMENT ON INDEX course_outbox.idx_job_outbox_order  IS 'Jobs in strict order that have yet to go.';

-- Rows are written once and marked once or twice. Room on the page keeps the marks near;
-- frequent vacuuming keeps the partial indexes free of what has left them.
ALTER TABLE course_outbox.job_outbox SET (
    fillfactor = 85,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_scale_factor = 0.01,
    autovacuum_vacuum_cost_delay = 0
);

CREATE OR REPLACE FUNCTION course_outbox.insert_jobs(p_entity_id uuid, p_jobs jsonb)
    RETURNS jsonb
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_outbox, pg_temp
AS $$
DECLARE
    v_entries  jsonb;
BEGIN
    WITH inserted AS (
        INSERT INTO course_outbox.job_outbox (entity_id, queue_name, job_data, job_options, target_queue)
        SELECT p_entity_id,
            item.job ->> 'queue',
            item.job -> 'data',
            coalesce(nullif(item.job -> 'options', 'null'), '{}'),
            coalesce(item.job ->> 'target', 'course-generation')
        FROM jsonb_array_elements(p_jobs) WITH ORDINALITY AS item (job, ordinality)
        ORDER BY item.ordinality
        RETURNING seq, outbox_id, queue_name, entity_id, job_data, job_options, processed_at, created_at
    )
    -- Whole rows in order: an object that loses a key again would be built twice.
    SELECT coalesce(jsonb_agg(entry), '[]')
    INTO v_entries
    FROM (
        SELECT outbox_id, queue_name, entity_id, job_data, job_options, processed_at, created_at
        FROM inserted
        ORDER BY seq
    ) AS entry;
    RETURN v_entries;
END;
$$;
