--! requires: 1695472200000_lxc_operation_queue_and_audit
--
-- One row a process that works on operations, so that a heartbeat is one small write
-- however much the process holds, and a process that died is noticed within seconds.
--
-- The lease of an operation may then be long: it covers what a living process has lost
-- sight of, as a claim whose answer never arrived.

CREATE TABLE containers_lab.operation_workers (
    worker        text         NOT NULL,
    started_at    timestamptz  NOT NULL DEFAULT clock_timestamp(),
    last_seen_at  timestamptz  NOT NULL DEFAULT clock_timestamp(),
    lease_until   timestamptz  NOT NULL,

    CONSTRAINT pk_operation_workers PRIMARY KEY (worker)
);

COMMENT ON TABLE  containers_lab.operation_workers              IS 'A process that works on operations and says so.';
COMMENT ON COLUMN containers_lab.operation_workers.worker       IS 'Its name, as in operation_queue.claimed_by; another process must not use it.';
COMMENT ON COLUMN containers_lab.operation_workers.started_at   IS 'When it was first seen.';
COMMENT ON COLUMN containers_lab.operation_workers.last_seen_at IS 'When it was last seen.';
COMMENT ON COLUMN containers_lab.operation_workers.lease_until  IS 'Taken for dead after that: its operations go to others.';

ALTER TABLE containers_lab.operation_workers SET (fillfactor = 50);

-- Serves the search for what a dead process held.
CREATE INDEX idx_operation_queue_claimed_by ON containers_lab.operation_queue (claimed_by) WHERE status = 'in_progress';

CREATE FUNCTION containers_lab.heartbeat_operation_worker(
    p_worker  text,
    p_ids     bigint[],
    p_fences  bigint[],
    p_alive   interval DEFAULT '30 seconds',
    p_lease   interval DEFAULT '10 minutes'
)
    RETURNS SETOF bigint
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
    SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    INSERT INTO containers_lab.operation_workers AS known (worker, lease_until)
    VALUES (p_worker, clock_timestamp() + p_alive)
    ON CONFLICT (worker) DO UPDATE
    SET last_seen_at = clock_timestamp(), lease_until = excluded.lease_until;

    -- Few at a time: a lease is prolonged once half of it is over.
    UPDATE containers_lab.operation_queue AS item
    SET lease_until = clock_timestamp() + p_lease
    FROM unnest(p_ids, p_fences) AS held (id, fence)
    WHERE item.id = held.id AND item.fence = held.fence AND item.status = 'in_progress'
        AND item.lease_until < clock_timestamp() + p_lease / 2;

    RETURN QUERY
    SELECT item.id
    FROM unnest(p_ids, p_fences) AS held (id, fence)
    JOIN containers_lab.operation_queue AS item
        ON item.id = held.id AND item.fence = held.fence AND item.status = 'in_progress';
END;
$$;

COMMENT ON FUNCTION containers_lab.heartbeat_operation_worker(text, bigint[], bigint[], interval, interval)
    IS 'Says that a process lives and prolongs what it holds; gives the ids it still holds, the others are lost.';

CREATE FUNCTION containers_lab.retire_operation_worker(p_worker text)
    RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    DELETE FROM containers_lab.operation_workers AS known WHERE known.worker = p_worker;
    RETURN FOUND;
END;
$$;

COMMENT ON FUNCTION containers_lab.retire_operation_worker(text)
    IS 'Forgets a process that stops in good order, after it handed back what it held; false when it was not known.';

REVOKE EXECUTE ON FUNCTION
    containers_lab.heartbeat_operation_worker(text, bigint[], bigint[], interval, interval),
    containers_lab.retire_operation_worker(text)
FROM PUBLIC;
