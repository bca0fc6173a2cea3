--! requires: 017_queue_pauses
--
-- Which builds a claim takes: locked, in the order of the claim, and passing over what
-- others have locked.
--
-- Whoever calls these has switched off scans and sorts for their plans, as claim_builds
-- does: what is wanted stands first in an index, in order. Four whole statements each,
-- since each has an index of its own. That of one architecture asks for it as an array of
-- one and sorts by it, which no other index can serve: with equality the planner may take
-- the index of all, and walk over a million builds of the other architecture.

CREATE FUNCTION build_orchestrator.pick_builds(
    p_limit         integer,
    p_fair          boolean,
    p_architecture  varchar(20),
    p_memory_mb     integer,
    p_cpu_cores     numeric
)
    RETURNS uuid[]
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    IF p_fair AND p_architecture IS NULL THEN
        RETURN ARRAY(
            SELECT ready.id
            FROM build_orchestrator.build_queue AS ready
            WHERE ready.status = 'queued' AND ready.not_before IS NULL AND NOT ready.parked
                AND (p_memory_mb IS NULL OR coalesce(ready.estimated_memory_mb, 0) <= p_memory_mb)
                AND (p_cpu_cores IS NULL OR coalesce(ready.estimated_cpu_cores, 0) <= p_cpu_cores)
            ORDER BY ready.priority DESC, ready.turn, ready.queued_at
            LIMIT p_limit
            FOR NO KEY UPDATE SKIP LOCKED
        );
    ELSIF p_fair THEN
        RETURN ARRAY(
            SELECT ready.id
            FROM build_orchestrator.build_queue AS ready
            WHERE ready.status = 'queued' AND ready.not_before IS NULL AND NOT ready.parked
                AND ready.architecture = ANY (ARRAY[p_architecture])
                AND (p_memory_mb IS NULL OR coalesce(ready.estimated_memory_mb, 0) <= p_memory_mb)
                AND (p_cpu_cores IS NULL OR coalesce(ready.estimated_cpu_cores, 0) <= p_cpu_cores)
            ORDER BY ready.architecture, ready.priority DESC, ready.turn, ready.queued_at
            LIMIT p_limit
            FOR NO KEY UPDATE SKIP LOCKED
        );
    ELSIF p_architecture IS NULL THEN
        RETURN ARRAY(
            SELECT ready.id
            FROM build_orchestrator.build_queue AS ready
            WHERE ready.status = 'queued' AND ready.not_before IS NULL AND NOT ready.parked
                AND (p_memory_mb IS NULL OR coalesce(ready.estimated_memory_mb, 0) <= p_memory_mb)
                AND (p_cpu_cores IS NULL OR coalesce(ready.estimated_cpu_cores, 0) <= p_cpu_cores)
            ORDER BY ready.priority DESC, ready.queued_at, ready.id
            LIMIT p_limit
            FOR NO KEY UPDATE SKIP LOCKED
        );
    ELSE
        RETURN ARRAY(
            SELECT ready.id
            FROM build_orchestrator.build_queue AS ready
            WHERE ready.status = 'queued' AND ready.not_before IS NULL AND NOT ready.parked
                AND ready.architecture = ANY (ARRAY[p_architecture])
                AND (p_memory_mb IS NULL OR coalesce(ready.estimated_memory_mb, 0) <= p_memory_mb)
                AND (p_cpu_cores IS NULL OR coalesce(ready.estimated_cpu_cores, 0) <= p_cpu_cores)
            ORDER BY ready.architecture, ready.priority DESC, ready.queued_at, ready.id
            LIMIT p_limit
            FOR NO KEY UPDATE SKIP LOCKED
        );
    END IF;
END
$$;

COMMENT ON FUNCTION build_orchestrator.pick_builds(integer, boolean, varchar, integer, numeric)
    IS 'Locks the first ready builds, looking from the front.';

CREATE FUNCTION build_orchestrator.pick_builds_from(
    p_limit         integer,
    p_fair          boolean,
    p_architecture  varchar(20),
    p_turns         bigint[],
    p_times         timestamptz[]
)
    RETURNS uuid[]
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    -- A nested loop, the only join a lateral limit allows, keeps the order of the levels
    -- and stops at the limit: no more rows are locked than are taken.
    IF p_fair AND p_architecture IS NULL THEN
        RETURN ARRAY(
            SELECT picked.id
            FROM (
                SELECT bound.turn, bound.time, bound.priority
                FROM unnest(p_turns, p_times) WITH ORDINALITY AS bound (turn, time, priority)
                ORDER BY bound.priority DESC
            ) AS level
            CROSS JOIN LATERAL (
                SELECT ready.id
                FROM build_orchestrator.build_queue AS ready
                WHERE ready.status = 'queued' AND ready.not_before IS NULL AND NOT ready.parked
                    AND ready.priority = level.priority
                    AND (ready.turn, ready.queued_at) >= (level.turn, level.time)
                ORDER BY ready.turn, ready.queued_at
                LIMIT p_limit
                FOR NO KEY UPDATE SKIP LOCKED
            ) AS picked
            LIMIT p_limit
        );
    ELSIF p_fair THEN
        RETURN ARRAY(
            SELECT picked.id
            FROM (
                SELECT bound.turn, bound.time, bound.priority
                FROM unnest(p_turns, p_times) WITH ORDINALITY AS bound (turn, time, priority)
                ORDER BY bound.priority DESC
            ) AS level
            CROSS JOIN LATERAL (
                SELECT ready.id
                FROM build_orchestrator.build_queue AS ready
                WHERE ready.status = 'queued' AND ready.not_before IS NULL AND NOT ready.parked
                    AND ready.architecture = ANY (ARRAY[p_architecture])
                    AND ready.priority = level.priority
                    AND (ready.turn, ready.queued_at) >= (level.turn, level.time)
                ORDER BY ready.architecture, ready.turn, ready.queued_at
                LIMIT p_limit
                FOR NO KEY UPDATE SKIP LOCKED
            ) AS picked
            LIMIT p_limit
        );
    ELSIF p_architecture IS NULL THEN
        RETURN ARRAY(
            SELECT picked.id
            FROM (
                SELECT bound.turn, bound.time, bound.priority
                FROM unnest(p_turns, p_times) WITH ORDINALITY AS bound (turn, time, priority)
                ORDER BY bound.priority DESC
            ) AS level
            CROSS JOIN LATERAL (
                SELECT ready.id
                FROM build_orchestrator.build_queue AS ready
                WHERE ready.status = 'queued' AND ready.not_before IS NULL AND NOT ready.parked
                    AND ready.priority = level.priority
                    AND ready.queued_at >= level.time
                ORDER BY ready.queued_at, ready.id
                LIMIT p_limit
                FOR NO KEY UPDATE SKIP LOCKED
            ) AS picked
            LIMIT p_limit
        );
    ELSE
        RETURN ARRAY(
            SELECT picked.id
            FROM (
                SELECT bound.turn, bound.time, bound.priority
                FROM unnest(p_turns, p_times) WITH ORDINALITY AS bound (turn, time, priority)
                ORDER BY bound.priority DESC
            ) AS level
            CROSS JOIN LATERAL (
                SELECT ready.id
                FROM build_orchestrator.build_queue AS ready
                WHERE ready.status = 'queued' AND ready.not_before IS NULL AND NOT ready.parked
                    AND ready.architecture = ANY (ARRAY[p_architecture])
                    AND ready.priority = level.priority
                    AND ready.queued_at >= level.time
                ORDER BY ready.architecture, ready.queued_at, ready.id
                LIMIT p_limit
                FOR NO KEY UPDATE SKIP LOCKED
            ) AS picked
            LIMIT p_limit
        );
    END IF;
END
$$;

COMMENT ON FUNCTION build_orchestrator.pick_builds_from(integer, boolean, varchar, bigint[], timestamptz[])
    IS 'Locks the first ready builds, looking in each priority from its bound.';

CREATE FUNCTION build_orchestrator.count_walked(p_fair boolean, p_architecture varchar(20))
    RETURNS bigint
    LANGUAGE sql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
    SELECT pg_stat_get_xact_tuples_returned(CASE
        WHEN p_fair AND p_architecture IS NULL THEN 'build_orchestrator.idx_build_queue_ready'::regclass
        WHEN p_fair THEN 'build_orchestrator.idx_build_queue_ready_architecture'::regclass
        WHEN p_architecture IS NULL THEN 'build_orchestrator.idx_build_queue_processing'::regclass
        ELSE 'build_orchestrator.idx_build_queue_worker_assignment'::regclass
    END);
$$;

COMMENT ON FUNCTION build_orchestrator.count_walked(boolean, varchar)
    IS 'Entries of the index of a claim that this transaction has walked over so far, dead ones included.';

CREATE FUNCTION build_orchestrator.note_claim_bound(
    p_ids    uuid[],
    p_short  boolean,
    p_since  timestamptz,
    p_bound  build_orchestrator.build_claim_bounds
)
    RETURNS void
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    -- What was queued at this moment may have missed the look: it is given some time to commit.
    v_empty  timestamptz := p_since - interval '50 ms';
BEGIN
    INSERT INTO build_orchestrator.build_claim_bounds (claim_order, rescan_at, valid_until, turns, times)
    SELECT p_bound.claim_order, p_bound.rescan_at, p_bound.valid_until,
        array_agg(CASE
            WHEN last.turn IS NOT NULL THEN last.turn
            WHEN p_short OR level.priority > lowest.priority THEN (extract(epoch FROM v_empty) * 1000000)::bigint
            ELSE coalesce(p_bound.turns[level.priority], 0)
        END ORDER BY level.priority),
        array_agg(CASE
            WHEN last.turn IS NOT NULL THEN last.queued_at
            WHEN p_short OR level.priority > lowest.priority THEN v_empty
            ELSE coalesce(p_bound.times[level.priority], '-infinity')
        END ORDER BY level.priority)
    FROM generate_series(1, 10) AS level (priority)
    LEFT JOIN (
        SELECT DISTINCT ON (build.priority) build.priority, build.turn, build.queued_at
        FROM unnest(p_ids) WITH ORDINALITY AS picked (id, place)
        JOIN build_orchestrator.build_queue AS build ON build.id = picked.id
        ORDER BY build.priority, picked.place DESC
    ) AS last ON last.priority = level.priority
    CROSS JOIN (
        SELECT min(build.priority) AS priority
        FROM build_orchestrator.build_queue AS build
        WHERE build.id = ANY (p_ids)
    ) AS lowest;
END
$$;

COMMENT ON FUNCTION build_orchestrator.note_claim_bound(uuid[], boolean, timestamptz, build_orchestrator.build_claim_bounds)
    IS 'Notes where the next claims may begin to look: behind the last one picked of a priority, or at the time of the look where none was found.';

CREATE FUNCTION build_orchestrator.find_ready_builds(p_limit integer, p_fair boolean, p_architecture varchar(20))
    RETURNS uuid[]
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_order   varchar(20) := CASE WHEN p_fair THEN 'fair' ELSE 'oldest' END || coalesce('/' || p_architecture, '');
    v_bound   build_orchestrator.build_claim_bounds;
    v_since   timestamptz := clock_timestamp();
    v_walked  bigint := build_orchestrator.count_walked(p_fair, p_architecture);
    v_ids     uuid[];
BEGIN
    SELECT bound.*
    INTO v_bound
    FROM build_orchestrator.build_claim_bounds AS bound
    WHERE bound.claim_order = v_order
    ORDER BY bound.id DESC
    LIMIT 1;
    IF v_bound.valid_until > v_since THEN
        v_ids := build_orchestrator.pick_builds_from(p_limit, p_fair, p_architecture, v_bound.turns, v_bound.times);
        IF cardinality(v_ids) = p_limit OR v_bound.rescan_at > v_since THEN
            v_walked := build_orchestrator.count_walked(p_fair, p_architecture) - v_walked;
            IF v_walked > cardinality(v_ids) + 200 THEN
                PERFORM build_orchestrator.note_claim_bound(v_ids, cardinality(v_ids) < p_limit, v_since, v_bound);
            END IF;
            RETURN v_ids;
        END IF;
        v_since := clock_timestamp();
        v_walked := build_orchestrator.count_walked(p_fair, p_architecture);
    END IF;

    v_ids := build_orchestrator.pick_builds(p_limit, p_fair, p_architecture, NULL, NULL);
    v_walked := build_orchestrator.count_walked(p_fair, p_architecture) - v_walked;
    IF v_walked > cardinality(v_ids) + 1000 THEN
        -- Looking from the front takes a twentieth of the time at most.
        v_bound := (
            NULL, v_order, clock_timestamp() + 20 * (clock_timestamp() - v_since),
            clock_timestamp() + greatest(interval '1 second', 20 * (clock_timestamp() - v_since)), NULL, NULL
        );
        PERFORM build_orchestrator.note_claim_bound(v_ids, cardinality(v_ids) < p_limit, v_since, v_bound);
    END IF;
    RETURN v_ids;
END
$$;

COMMENT ON FUNCTION build_orchestrator.find_ready_builds(integer, boolean, varchar)
    IS 'Locks the first ready builds: from the bound that a claim before noted, or else from the front, noting a bound when that was far.';

CREATE FUNCTION build_orchestrator.find_oldest_builds(
    p_limit         integer,
    p_before        timestamptz,
    p_architecture  varchar(20),
    p_memory_mb     integer,
    p_cpu_cores     numeric
)
    RETURNS uuid[]
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    IF p_architecture IS NULL THEN
        RETURN ARRAY(
            SELECT oldest.id
            FROM generate_series(1, 10) AS level (priority)
            CROSS JOIN LATERAL (
                SELECT ready.id, ready.queued_at
                FROM build_orchestrator.build_queue AS ready
                WHERE ready.status = 'queued' AND ready.not_before IS NULL AND NOT ready.parked
                    AND ready.priority = level.priority
                    AND ready.queued_at < p_before
                    AND (p_memory_mb IS NULL OR coalesce(ready.estimated_memory_mb, 0) <= p_memory_mb)
                    AND (p_cpu_cores IS NULL OR coalesce(ready.estimated_cpu_cores, 0) <= p_cpu_cores)
                ORDER BY ready.queued_at, ready.id
                LIMIT p_limit
            ) AS oldest
            ORDER BY oldest.queued_at
            LIMIT p_limit
        );
    END IF;
    RETURN ARRAY(
        SELECT oldest.id
        FROM generate_series(1, 10) AS level (priority)
        CROSS JOIN LATERAL (
            SELECT ready.id, ready.queued_at
            FROM build_orchestrator.build_queue AS ready
            WHERE ready.status = 'queued' AND ready.not_before IS NULL AND NOT ready.parked
                AND ready.architecture = ANY (ARRAY[p_architecture])
                AND ready.priority = level.priority
                AND ready.queued_at < p_before
                AND (p_memory_mb IS NULL OR coalesce(ready.estimated_memory_mb, 0) <= p_memory_mb)
                AND (p_cpu_cores IS NULL OR coalesce(ready.estimated_cpu_cores, 0) <= p_cpu_cores)
            ORDER BY ready.architecture, ready.queued_at, ready.id
            LIMIT p_limit
        ) AS oldest
        ORDER BY oldest.queued_at
        LIMIT p_limit
    );
END
$$;

COMMENT ON FUNCTION build_orchestrator.find_oldest_builds(integer, timestamptz, varchar, integer, numeric)
    IS 'The ready builds that were queued first and before then, whatever their priority; not locked.';

CREATE FUNCTION build_orchestrator.pick_aged_builds(
    p_limit         integer,
    p_age           interval,
    p_architecture  varchar(20),
    p_memory_mb     integer,
    p_cpu_cores     numeric
)
    RETURNS uuid[]
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_ids  uuid[];
BEGIN
    v_ids := build_orchestrator.find_oldest_builds(
        p_limit, clock_timestamp() - p_age, p_architecture, p_memory_mb, p_cpu_cores
    );
    RETURN ARRAY(
        SELECT aged.id
        FROM build_orchestrator.build_queue AS aged
        WHERE aged.id = ANY (v_ids)
            AND aged.status = 'queued' AND aged.not_before IS NULL AND NOT aged.parked
        FOR NO KEY UPDATE SKIP LOCKED
    );
END
$$;

COMMENT ON FUNCTION build_orchestrator.pick_aged_builds(integer, interval, varchar, integer, numeric)
    IS 'Locks the ready builds that have waited longest, if longer than that, whatever their priority.';

CREATE FUNCTION build_orchestrator.prefer_aged_builds(
    p_ids           uuid[],
    p_limit         integer,
    p_age           interval,
    p_architecture  varchar(20),
    p_memory_mb     integer,
    p_cpu_cores     numeric
)
    RETURNS uuid[]
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    -- One in eight: of a claim of less, by chance.
    v_share  integer := floor(p_limit / 8.0 + random());
    v_bound  timestamptz;
BEGIN
    SELECT bound.valid_until
    INTO v_bound
    FROM build_orchestrator.build_claim_bounds AS bound
    ORDER BY bound.id DESC
    LIMIT 1;
    -- Looking for age has no bound: while looking from the front is dear, it is done seldom.
    IF v_share = 0 OR (v_bound > clock_timestamp() AND random() > 0.05) THEN
        RETURN p_ids;
    END IF;
    RETURN ARRAY(
        SELECT picked.id
        FROM unnest(
            build_orchestrator.pick_aged_builds(v_share, p_age, p_architecture, p_memory_mb, p_cpu_cores) || p_ids
        ) WITH ORDINALITY AS picked (id, place)
        GROUP BY picked.id
        ORDER BY min(picked.place)
        LIMIT p_limit
    );
END
$$;

COMMENT ON FUNCTION build_orchestrator.prefer_aged_builds(uuid[], integer, interval, varchar, integer, numeric)
    IS 'Puts builds that have waited too long in front, one in eight; what no longer fits stays queued.';

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.pick_builds(integer, boolean, varchar, integer, numeric),
    build_orchestrator.pick_builds_from(integer, boolean, varchar, bigint[], timestamptz[]),
    build_orchestrator.count_walked(boolean, varchar),
    build_orchestrator.note_claim_bound(uuid[], boolean, timestamptz, build_orchestrator.build_claim_bounds),
    build_orchestrator.find_ready_builds(integer, boolean, varchar),
    build_orchestrator.find_oldest_builds(integer, timestamptz, varchar, integer, numeric),
    build_orchestrator.pick_aged_builds(integer, interval, varchar, integer, numeric),
    build_orchestrator.prefer_aged_builds(uuid[], integer, interval, varchar, integer, numeric)
FROM PUBLIC;
