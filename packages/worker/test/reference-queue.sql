-- What a package provides for @schemata/worker, on the leanest table that can.
--
-- A package writes the same under its own names: the columns beside its own, the
-- three partial indexes, and one function per member of `Queue`. Rules that hold for all:
--
--   * The database's clock decides. Callers hand in durations, never times;
--     deadlines are counted from clock_timestamp(), since a transaction's now() may be old.
--   * `fence` only ever rises: a release, a retry or a replay leaves it as it is.
--   * Every write but claim and sweep says `id` and `fence`, and returns the ids it touched.
--   * Statistics must not matter: a table analysed while nothing was leased makes a join by
--     status look cheap, and a batch then costs a hundred times as much. Claims pick by
--     arrays; what joins with a list of ids is planned without looking at the values.
--   * Locks are those of rows, taken with SKIP LOCKED or in the order of ids.

CREATE SCHEMA IF NOT EXISTS reference;

CREATE TABLE reference.tasks (
    id               bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    payload          jsonb       NOT NULL,
    status           text        NOT NULL DEFAULT 'queued',
    attempts         integer     NOT NULL DEFAULT 0,
    max_attempts     integer     NOT NULL DEFAULT 5,
    crashes          integer     NOT NULL DEFAULT 0,
    ready_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    not_before       timestamptz,
    fence            bigint      NOT NULL DEFAULT 0,
    lease_until      timestamptz,
    claimed_by       text,
    cancel_requested boolean     NOT NULL DEFAULT false,
    result           jsonb,
    last_error       text,
    dead_at          timestamptz,
    dead_reason      text,

    CONSTRAINT pk_tasks PRIMARY KEY (id),
    CONSTRAINT ck_tasks_status CHECK (status IN ('queued', 'leased', 'done', 'dead', 'cancelled')),
    CONSTRAINT ck_tasks_lease CHECK (status <> 'leased' OR (lease_until IS NOT NULL AND claimed_by IS NOT NULL)),
    CONSTRAINT ck_tasks_dead CHECK ((status = 'dead') = (dead_at IS NOT NULL))
)
WITH (fillfactor = 70, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.01);

-- Ready: the order of claims. Delayed and finished rows are not in it.
CREATE INDEX idx_tasks_ready ON reference.tasks (id) WHERE status = 'queued' AND not_before IS NULL;
-- Due: what waits for its time.
CREATE INDEX idx_tasks_due ON reference.tasks (not_before) WHERE status = 'queued' AND not_before IS NOT NULL;
-- Leases: what the sweep looks at. Progress and errors are in no index, so that writing them stays HOT.
CREATE INDEX idx_tasks_leases ON reference.tasks (lease_until) WHERE status = 'leased';

CREATE FUNCTION reference.claim_tasks(p_worker_id text, p_limit integer, p_lease_ms integer)
    RETURNS TABLE (id bigint, fence bigint, attempts integer, payload jsonb, waited_ms float8)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = reference, pg_temp
AS $$
BEGIN
    RETURN QUERY
    UPDATE reference.tasks AS task
    SET status      = 'leased',
        fence       = task.fence + 1,
        attempts    = task.attempts + 1,
        claimed_by  = p_worker_id,
        not_before  = NULL,
        lease_until = clock_timestamp() + p_lease_ms * interval '1 millisecond'
    -- Arrays, not a join: a join may be planned as a scan of the whole table.
    -- A few that have become due go first; the sweep promotes the others.
    WHERE task.id = ANY ((
        ARRAY(
            SELECT due.id
            FROM reference.tasks AS due
            WHERE due.status = 'queued' AND due.not_before <= statement_timestamp()
            ORDER BY due.not_before
            LIMIT least(p_limit, 10)
            FOR UPDATE SKIP LOCKED
        ) || ARRAY(
            SELECT ready.id
            FROM reference.tasks AS ready
            WHERE ready.status = 'queued' AND ready.not_before IS NULL
            ORDER BY ready.id
            LIMIT p_limit
            FOR UPDATE SKIP LOCKED
        )
    )[1:p_limit])
    RETURNING
        task.id, task.fence, task.attempts, task.payload,
        extract(epoch FROM clock_timestamp() - task.ready_at)::float8 * 1000;
END;
$$;

-- A repeat with the same fence, after an answer that was lost, gives the id again.
CREATE FUNCTION reference.complete_tasks(p_ids bigint[], p_fences bigint[], p_results jsonb[])
    RETURNS SETOF bigint
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = reference, pg_temp
    SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    RETURN QUERY
    UPDATE reference.tasks AS task
    SET status = 'done', lease_until = NULL, result = ack.result
    FROM unnest(p_ids, p_fences, p_results) AS ack (id, fence, result)
    WHERE task.id = ack.id AND task.fence = ack.fence AND task.status IN ('leased', 'done')
    RETURNING task.id;
END;
$$;

CREATE FUNCTION reference.fail_tasks(
    p_ids bigint[], p_fences bigint[], p_kinds text[], p_errors text[], p_retry_ms float8[]
)
    RETURNS TABLE (id bigint, outcome text)
    LANGUAGE sql
    VOLATILE
    SET search_path = reference, pg_temp
    SET plan_cache_mode = force_generic_plan
AS $$
    UPDATE reference.tasks AS task
    SET status      = verdict.status,
        lease_until = NULL,
        last_error  = nack.error,
        ready_at    = clock_timestamp() + coalesce(nack.retry_ms, 0) * interval '1 millisecond',
        not_before  = CASE WHEN verdict.status = 'queued'
                           THEN clock_timestamp() + nack.retry_ms * interval '1 millisecond' END,
        dead_at     = CASE WHEN verdict.status = 'dead' THEN clock_timestamp() END,
        dead_reason = CASE WHEN verdict.status = 'dead' THEN nack.kind END
    FROM unnest(p_ids, p_fences, p_kinds, p_errors, p_retry_ms) AS nack (id, fence, kind, error, retry_ms)
    JOIN reference.tasks AS judged ON judged.id = nack.id
    CROSS JOIN LATERAL (SELECT CASE
        WHEN nack.kind = 'cancelled' THEN 'cancelled'
        WHEN nack.retry_ms IS NULL OR judged.attempts >= judged.max_attempts THEN 'dead'
        ELSE 'queued'
    END AS status) AS verdict
    WHERE task.id = nack.id AND task.fence = nack.fence AND task.status = 'leased'
    RETURNING task.id, CASE WHEN verdict.status = 'queued' THEN 'retry' ELSE 'dead' END;
$$;

CREATE FUNCTION reference.heartbeat_tasks(p_ids bigint[], p_fences bigint[], p_lease_ms integer)
    RETURNS TABLE (id bigint, cancel_requested boolean)
    LANGUAGE sql
    VOLATILE
    SET search_path = reference, pg_temp
    SET plan_cache_mode = force_generic_plan
AS $$
    UPDATE reference.tasks AS task
    SET lease_until = clock_timestamp() + p_lease_ms * interval '1 millisecond'
    FROM unnest(p_ids, p_fences) AS hold (id, fence)
    WHERE task.id = hold.id AND task.fence = hold.fence AND task.status = 'leased'
    RETURNING task.id, task.cancel_requested;
$$;

CREATE FUNCTION reference.release_tasks(p_ids bigint[], p_fences bigint[])
    RETURNS SETOF bigint
    LANGUAGE sql
    VOLATILE
    SET search_path = reference, pg_temp
    SET plan_cache_mode = force_generic_plan
AS $$
    UPDATE reference.tasks AS task
    SET status = 'queued', lease_until = NULL, attempts = task.attempts - 1, ready_at = clock_timestamp()
    FROM unnest(p_ids, p_fences) AS hold (id, fence)
    WHERE task.id = hold.id AND task.fence = hold.fence AND task.status = 'leased'
    RETURNING task.id;
$$;

-- Of the acknowledgements only the refused ones come back, as most often there are none.
CREATE FUNCTION reference.complete_and_claim_tasks(
    p_ids bigint[], p_fences bigint[], p_results jsonb[], p_worker_id text, p_limit integer, p_lease_ms integer
)
    RETURNS TABLE (refused boolean, id bigint, fence bigint, attempts integer, payload jsonb, waited_ms float8)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = reference, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT true, asked.id, NULL::bigint, NULL::integer, NULL::jsonb, NULL::float8
    FROM unnest(p_ids) AS asked (id)
    WHERE asked.id NOT IN (
        SELECT acknowledged.id FROM reference.complete_tasks(p_ids, p_fences, p_results) AS acknowledged (id)
    );
    RETURN QUERY
    SELECT false, next.id, next.fence, next.attempts, next.payload, next.waited_ms
    FROM reference.claim_tasks(p_worker_id, p_limit, p_lease_ms) AS next;
END;
$$;

-- Leases that ran out: a retry later, or dead. Due rows: ready. Any number may run at once.
CREATE FUNCTION reference.sweep_tasks(p_limit integer)
    RETURNS integer
    LANGUAGE sql
    VOLATILE
    SET search_path = reference, pg_temp
AS $$
    WITH expired AS (
        UPDATE reference.tasks AS task
        SET status      = CASE WHEN task.attempts >= task.max_attempts THEN 'dead' ELSE 'queued' END,
            crashes     = task.crashes + 1,
            lease_until = NULL,
            ready_at    = clock_timestamp(),
            dead_at     = CASE WHEN task.attempts >= task.max_attempts THEN clock_timestamp() END,
            dead_reason = CASE WHEN task.attempts >= task.max_attempts THEN 'crashed worker' END
        WHERE task.id = ANY (ARRAY(
            SELECT late.id
            FROM reference.tasks AS late
            WHERE late.status = 'leased' AND late.lease_until < statement_timestamp()
            ORDER BY late.lease_until
            LIMIT p_limit
            FOR UPDATE SKIP LOCKED
        ))
        RETURNING task.id
    ), promoted AS (
        UPDATE reference.tasks AS task
        SET not_before = NULL
        WHERE task.id = ANY (ARRAY(
            SELECT due.id
            FROM reference.tasks AS due
            WHERE due.status = 'queued' AND due.not_before <= statement_timestamp()
            ORDER BY due.not_before
            LIMIT p_limit
            FOR UPDATE SKIP LOCKED
        ))
        RETURNING task.id
    )
    SELECT ((SELECT count(*) FROM expired) + (SELECT count(*) FROM promoted))::integer;
$$;

-- Dead letters: attempts start again, the fence does not.
CREATE FUNCTION reference.replay_tasks(p_ids bigint[])
    RETURNS SETOF bigint
    LANGUAGE sql
    VOLATILE
    SET search_path = reference, pg_temp
AS $$
    UPDATE reference.tasks AS task
    SET status = 'queued', attempts = 0, dead_at = NULL, dead_reason = NULL, ready_at = clock_timestamp()
    WHERE task.id = ANY (p_ids) AND task.status = 'dead'
    RETURNING task.id;
$$;

-- For callers that are not Node: wakes the workers of a queue when this transaction
-- commits. Of many transactions at once only one notifies: notifying serialises commits.
-- A wake that is lost by that costs no more than a poll.
CREATE FUNCTION reference.wake(p_queue text)
    RETURNS void
    LANGUAGE sql
    VOLATILE
    SET search_path = reference, pg_temp
AS $$
    SELECT pg_notify('schemata_wake', p_queue)
    FROM (SELECT pg_try_advisory_xact_lock(1937006964, hashtext(p_queue)) AS locked OFFSET 0) AS turn
    WHERE turn.locked;
$$;

-- One row per tick of a job that was begun: inserting it is the lock.
CREATE TABLE reference.ticks (
    job         text        NOT NULL,
    tick        timestamptz NOT NULL,
    lease_until timestamptz NOT NULL,
    worker_id   text        NOT NULL,
    finished_at timestamptz,
    error       text,

    CONSTRAINT pk_ticks PRIMARY KEY (job, tick)
);

-- 'claimed': run it, within the lease. 'busy': this or another tick of the job is running.
-- 'taken': it has been run. A run that never reported its end is taken over when its lease is out.
CREATE FUNCTION reference.claim_tick(p_job text, p_tick timestamptz, p_worker_id text, p_lease_ms integer)
    RETURNS text
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = reference, pg_temp
AS $$
BEGIN
    -- One at a time per job, so that two ticks of it cannot both find the other absent.
    PERFORM pg_advisory_xact_lock(1937006965, hashtext(p_job));
    IF EXISTS (SELECT FROM reference.ticks WHERE job = p_job AND tick = p_tick AND finished_at IS NOT NULL) THEN
        RETURN 'taken';
    END IF;
    IF EXISTS (
        SELECT FROM reference.ticks
        WHERE job = p_job AND finished_at IS NULL AND lease_until > clock_timestamp()
    ) THEN
        RETURN 'busy';
    END IF;
    INSERT INTO reference.ticks (job, tick, worker_id, lease_until)
    VALUES (p_job, p_tick, p_worker_id, clock_timestamp() + p_lease_ms * interval '1 millisecond')
    ON CONFLICT (job, tick) DO UPDATE
    SET worker_id = excluded.worker_id, lease_until = excluded.lease_until;
    RETURN 'claimed';
END;
$$;

CREATE FUNCTION reference.finish_tick(p_job text, p_tick timestamptz, p_worker_id text, p_error text)
    RETURNS boolean
    LANGUAGE sql
    VOLATILE
    SET search_path = reference, pg_temp
AS $$
    WITH finished AS (
        UPDATE reference.ticks
        SET finished_at = clock_timestamp(), error = p_error
        WHERE job = p_job AND tick = p_tick AND worker_id = p_worker_id AND finished_at IS NULL
        RETURNING job
    )
    SELECT count(*) = 1 FROM finished;
$$;
