--! requires: 009_build_places
--
-- Gives the places of a customer to its most urgent parked builds.

CREATE FUNCTION build_orchestrator.admit_builds(p_limit integer DEFAULT 100)
    RETURNS integer
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
    SET jit = off
    -- What is looked for is a handful of rows behind an index, whatever the statistics say.
    SET enable_seqscan = off
AS $$
DECLARE
    v_place     record;
    v_count     integer;
    v_admitted  integer := 0;
BEGIN
    FOR v_place IN
        SELECT place.customer_id, place.max_running
        FROM build_orchestrator.build_places AS place
        WHERE place.customer_id = ANY (ARRAY(
            SELECT note.customer_id FROM build_orchestrator.build_admissions AS note ORDER BY note.id LIMIT p_limit
        ))
        ORDER BY place.customer_id
        -- Who is being counted elsewhere keeps its notes for the next call.
        FOR NO KEY UPDATE SKIP LOCKED
    LOOP
        -- Before counting: what is noted later is counted later.
        DELETE FROM build_orchestrator.build_admissions AS note WHERE note.customer_id = v_place.customer_id;

        SELECT count(*)
        INTO v_count
        FROM build_orchestrator.build_queue AS build
        WHERE build.customer_id = v_place.customer_id
            AND (build.status = 'building' OR (build.status = 'queued' AND build.not_before IS NULL AND NOT build.parked));

        v_admitted := v_admitted
            + build_orchestrator.fill_places(v_place.customer_id, v_place.max_running - v_count);
        -- Written, so that a transaction that counted by an older view of the table is refused.
        UPDATE build_orchestrator.build_places AS place
        SET taken = v_count
        WHERE place.customer_id = v_place.customer_id;
    END LOOP;
    RETURN v_admitted;
END
$$;

COMMENT ON FUNCTION build_orchestrator.admit_builds(integer)
    IS 'Gives free places to parked builds of customers that were noted; returns how many builds became ready.';

CREATE FUNCTION build_orchestrator.fill_places(p_customer_id varchar(100), p_free integer)
    RETURNS integer
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
    SET jit = off
    SET enable_seqscan = off
AS $$
DECLARE
    v_admitted  integer := 0;
    v_wanted    integer;
    v_least     record;
BEGIN
    IF p_free < 0 THEN
        -- The limit was lowered: the least urgent step back, what runs goes on.
        UPDATE build_orchestrator.build_queue AS build
        SET parked = true
        WHERE build.id = ANY (ARRAY(
            SELECT ready.id
            FROM build_orchestrator.build_queue AS ready
            WHERE ready.customer_id = p_customer_id
                AND ready.status = 'queued' AND ready.not_before IS NULL AND NOT ready.parked
            ORDER BY ready.priority, ready.turn DESC
            LIMIT -p_free
            FOR NO KEY UPDATE SKIP LOCKED
        ));
        RETURN 0;
    END IF;

    LOOP
        EXIT WHEN v_admitted >= p_free;
        EXIT WHEN NOT build_orchestrator.admit_next_build(p_customer_id);
        v_admitted := v_admitted + 1;
    END LOOP;

    -- All that wait are in use at this moment: whoever comes next looks again.
    IF v_admitted < p_free AND EXISTS (
        SELECT FROM build_orchestrator.build_queue AS parked
        WHERE parked.customer_id = p_customer_id
            AND parked.status = 'queued' AND parked.not_before IS NULL AND parked.parked AND parked.waits_for = 0
    ) THEN
        INSERT INTO build_orchestrator.build_admissions (customer_id) VALUES (p_customer_id);
    END IF;

    -- A more urgent one takes the place of one that has not been taken by a worker yet.
    LOOP
        SELECT max(parked.priority)
        INTO v_wanted
        FROM build_orchestrator.build_queue AS parked
        WHERE parked.customer_id = p_customer_id
            AND parked.status = 'queued' AND parked.not_before IS NULL AND parked.parked AND parked.waits_for = 0;
        EXIT WHEN v_wanted IS NULL;
        SELECT ready.id, ready.priority
        INTO v_least
        FROM build_orchestrator.build_queue AS ready
        WHERE ready.customer_id = p_customer_id
            AND ready.status = 'queued' AND ready.not_before IS NULL AND NOT ready.parked
            AND ready.priority < v_wanted
        ORDER BY ready.priority, ready.turn DESC
        LIMIT 1
        FOR NO KEY UPDATE SKIP LOCKED;
        EXIT WHEN NOT FOUND;
        EXIT WHEN NOT build_orchestrator.admit_next_build(p_customer_id, v_least.priority);
        UPDATE build_orchestrator.build_queue AS build SET parked = true WHERE build.id = v_least.id;
    END LOOP;
    RETURN v_admitted;
END
$$;

COMMENT ON FUNCTION build_orchestrator.fill_places(varchar, integer)
    IS 'Parks or admits builds of one customer until its places are filled with its most urgent ones. Only under the lock of its row in build_places.';

CREATE FUNCTION build_orchestrator.admit_next_build(p_customer_id varchar(100), p_above integer DEFAULT 0)
    RETURNS boolean
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
    SET jit = off
    SET enable_seqscan = off
AS $$
DECLARE
    v_next  record;
BEGIN
    SELECT parked.id, parked.priority
    INTO v_next
    FROM build_orchestrator.build_queue AS parked
    WHERE parked.customer_id = p_customer_id
        AND parked.status = 'queued' AND parked.not_before IS NULL AND parked.parked AND parked.waits_for = 0
        AND parked.priority > p_above
    ORDER BY parked.priority DESC, parked.turn, parked.queued_at
    LIMIT 1
    FOR NO KEY UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN false;
    END IF;

    UPDATE build_orchestrator.build_queue AS build
    SET parked = false,
        -- It has waited long enough: it stands in the round that is being served.
        turn = build_orchestrator.serving_turn(v_next.priority)
    WHERE build.id = v_next.id;
    RETURN true;
END
$$;

COMMENT ON FUNCTION build_orchestrator.admit_next_build(varchar, integer)
    IS 'Makes the most urgent parked build of a customer ready; false when there is none above that priority.';

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.admit_builds(integer),
    build_orchestrator.fill_places(varchar, integer),
    build_orchestrator.admit_next_build(varchar, integer)
FROM PUBLIC;
