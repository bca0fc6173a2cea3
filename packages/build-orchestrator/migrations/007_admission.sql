--! requires: 006_build_attempts
--
-- How many builds of one customer may run at once, and whose turn it is.
--
-- The builds of a customer with a limit are queued parked. A free place takes the most
-- urgent of them out, so that ready and running ones together never exceed the limit:
-- whoever claims need not ask. Only one transaction at a time admits builds of one
-- customer, under the lock of its row in build_places; enqueueing and finishing take no
-- such lock, they leave a note in build_admissions, which the next claim or sweep reads.
--
-- Errors raised here: LB005 a build cannot go from one status to the other.

CREATE TABLE build_orchestrator.build_places (
    customer_id  varchar(100)  NOT NULL,
    max_running  integer       NOT NULL,
    taken        integer       NOT NULL DEFAULT 0,

    CONSTRAINT pk_build_places PRIMARY KEY (customer_id),
    CONSTRAINT fk_build_places_customer_id FOREIGN KEY (customer_id)
        REFERENCES build_orchestrator.customers (customer_id) ON DELETE CASCADE,
    CONSTRAINT ck_build_places_not_negative CHECK (max_running >= 0 AND taken >= 0)
);

COMMENT ON TABLE  build_orchestrator.build_places             IS 'Customers whose builds at once are limited; follows the licenses by trigger.';
COMMENT ON COLUMN build_orchestrator.build_places.customer_id IS 'Whose limit this is.';
COMMENT ON COLUMN build_orchestrator.build_places.max_running IS 'max_concurrent_builds of the license.';
COMMENT ON COLUMN build_orchestrator.build_places.taken       IS 'Ready and running builds when they were last counted.';

CREATE TABLE build_orchestrator.build_admissions (
    id           bigint        NOT NULL GENERATED ALWAYS AS IDENTITY,
    customer_id  varchar(100)  NOT NULL,

    CONSTRAINT pk_build_admissions PRIMARY KEY (id)
);

COMMENT ON TABLE  build_orchestrator.build_admissions             IS 'Notes that a customer has a place to give or a build that wants one; usually empty.';
COMMENT ON COLUMN build_orchestrator.build_admissions.id          IS 'Rises with every row.';
COMMENT ON COLUMN build_orchestrator.build_admissions.customer_id IS 'Whose places are to be counted; no reference, as a note may outlive its customer.';

CREATE INDEX idx_build_admissions_customer_id ON build_orchestrator.build_admissions (customer_id);
ALTER TABLE build_orchestrator.build_admissions SET (autovacuum_vacuum_threshold = 500);

CREATE FUNCTION build_orchestrator.prepare_queued_build()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM build_orchestrator.build_places AS place WHERE place.customer_id = NEW.customer_id) THEN
        NEW.parked := true;
        INSERT INTO build_orchestrator.build_admissions (customer_id) VALUES (NEW.customer_id);
    END IF;
    IF NEW.not_before <= clock_timestamp() THEN
        NEW.not_before := NULL;
    END IF;

    -- Behind the customer's own last one, but not before the round that is being served.
    NEW.turn := greatest(
        (SELECT own.turn + 1
         FROM build_orchestrator.build_queue AS own
         WHERE own.customer_id = NEW.customer_id AND own.priority = NEW.priority AND own.status = 'queued'
         ORDER BY own.turn DESC
         LIMIT 1),
        (SELECT head.turn
         FROM build_orchestrator.build_queue AS head
         WHERE head.priority = NEW.priority AND head.status = 'queued' AND head.not_before IS NULL AND NOT head.parked
         ORDER BY head.turn
         LIMIT 1),
        0
    );
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION build_orchestrator.prepare_queued_build()
    IS 'Trigger: gives a new build its round, and parks it when its customer has a limit.';

CREATE FUNCTION build_orchestrator.check_build_transition()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    IF NEW.status = OLD.status THEN
        -- Within one run, progress only rises.
        NEW.progress_percent := OLD.progress_percent;
        RETURN NEW;
    END IF;

    IF NOT (CASE OLD.status
        WHEN 'queued'   THEN NEW.status <> 'success'
        WHEN 'building' THEN true
        WHEN 'success'  THEN false
        ELSE NEW.status = 'queued'
    END) THEN
        RAISE EXCEPTION 'Build % cannot go from % to %.', OLD.id, OLD.status, NEW.status
            USING ERRCODE = 'LB005',
                HINT = 'A build is queued, then building, then ends; what has ended goes back to queued first, success never.';
    END IF;

    CASE NEW.status
    WHEN 'building' THEN
        NEW.fence := OLD.fence + 1;
        NEW.started_at := coalesce(NEW.started_at, clock_timestamp());
        NEW.cancel_requested_at := NULL;
        RETURN NEW;
    WHEN 'queued' THEN
        NEW.lease_until := NULL;
        NEW.dead_at := NULL;
        NEW.dead_reason := NULL;
        NEW.completed_at := NULL;
        NEW.worker_id := NULL;
        NEW.worker_hostname := NULL;
        NEW.worker_assigned_at := NULL;
        NEW.timeout_at := NULL;
        NEW.progress_percent := 0;
        NEW.current_step := NULL;
        NEW.steps_completed := 0;
        NEW.turn := coalesce((
            SELECT head.turn
            FROM build_orchestrator.build_queue AS head
            WHERE head.priority = NEW.priority AND head.status = 'queued' AND head.not_before IS NULL AND NOT head.parked
            ORDER BY head.turn
            LIMIT 1
        ), 0);
    ELSE
        NEW.lease_until := NULL;
        NEW.not_before := NULL;
        NEW.parked := false;
        NEW.deduplicate := false;
        NEW.completed_at := coalesce(NEW.completed_at, clock_timestamp());
    END CASE;

    -- A place has become free, or somebody wants one.
    IF EXISTS (SELECT FROM build_orchestrator.build_places AS place WHERE place.customer_id = NEW.customer_id) THEN
        NEW.parked := NEW.status = 'queued';
        INSERT INTO build_orchestrator.build_admissions (customer_id) VALUES (NEW.customer_id);
    END IF;
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION build_orchestrator.check_build_transition()
    IS 'Trigger: refuses changes of status that make no sense, raises the fence of a build that is taken, and keeps progress from going down.';

CREATE FUNCTION build_orchestrator.free_place()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    INSERT INTO build_orchestrator.build_admissions (customer_id)
    SELECT place.customer_id
    FROM build_orchestrator.build_places AS place
    WHERE place.customer_id = OLD.customer_id;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION build_orchestrator.free_place() IS 'Trigger: notes that a deleted build has left its place.';

CREATE FUNCTION build_orchestrator.follow_license_limit()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    IF TG_OP <> 'DELETE' AND NEW.max_concurrent_builds IS NOT NULL AND NEW.customer_id <> 'system' THEN
        INSERT INTO build_orchestrator.build_places AS place (customer_id, max_running)
        VALUES (NEW.customer_id, NEW.max_concurrent_builds)
        ON CONFLICT ON CONSTRAINT pk_build_places DO UPDATE SET max_running = excluded.max_running;
        INSERT INTO build_orchestrator.build_admissions (customer_id) VALUES (NEW.customer_id);
        RETURN NULL;
    END IF;

    DELETE FROM build_orchestrator.build_places AS place WHERE place.customer_id = OLD.customer_id;
    UPDATE build_orchestrator.build_queue AS build
    SET parked = false
    WHERE build.customer_id = OLD.customer_id AND build.status = 'queued' AND build.parked;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION build_orchestrator.follow_license_limit()
    IS 'Trigger: keeps build_places as the licenses say; where a limit ends, lets every parked build go.';

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
            AND parked.status = 'queued' AND parked.not_before IS NULL AND parked.parked
    ) THEN
        INSERT INTO build_orchestrator.build_admissions (customer_id) VALUES (p_customer_id);
    END IF;

    -- A more urgent one takes the place of one that has not been taken by a worker yet.
    LOOP
        SELECT max(parked.priority)
        INTO v_wanted
        FROM build_orchestrator.build_queue AS parked
        WHERE parked.customer_id = p_customer_id
            AND parked.status = 'queued' AND parked.not_before IS NULL AND parked.parked;
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
        AND parked.status = 'queued' AND parked.not_before IS NULL AND parked.parked
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
        turn = coalesce((
            SELECT head.turn
            FROM build_orchestrator.build_queue AS head
            WHERE head.priority = v_next.priority AND head.status = 'queued' AND head.not_before IS NULL AND NOT head.parked
            ORDER BY head.turn
            LIMIT 1
        ), 0)
    WHERE build.id = v_next.id;
    RETURN true;
END
$$;

COMMENT ON FUNCTION build_orchestrator.admit_next_build(varchar, integer)
    IS 'Makes the most urgent parked build of a customer ready; false when there is none above that priority.';

CREATE FUNCTION build_orchestrator.promote_due_builds(p_limit integer DEFAULT 100)
    RETURNS integer
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
    SET jit = off
    SET enable_seqscan = off
AS $$
DECLARE
    v_now       timestamptz := clock_timestamp();
    v_promoted  integer;
BEGIN
    WITH due AS (
        UPDATE build_orchestrator.build_queue AS build
        SET not_before = NULL,
            parked = EXISTS (
                SELECT FROM build_orchestrator.build_places AS place WHERE place.customer_id = build.customer_id
            )
        WHERE build.id = ANY (ARRAY(
            SELECT delayed.id
            FROM build_orchestrator.build_queue AS delayed
            WHERE delayed.status = 'queued' AND delayed.not_before IS NOT NULL AND delayed.not_before <= v_now
            ORDER BY delayed.not_before
            LIMIT p_limit
            FOR NO KEY UPDATE SKIP LOCKED
        ))
        RETURNING build.customer_id, build.parked
    ), noted AS (
        INSERT INTO build_orchestrator.build_admissions (customer_id)
        SELECT DISTINCT due.customer_id FROM due WHERE due.parked
    )
    SELECT count(*) INTO v_promoted FROM due;
    RETURN v_promoted;
END
$$;

COMMENT ON FUNCTION build_orchestrator.promote_due_builds(integer)
    IS 'Makes delayed builds ready whose time has come, longest due first; returns how many.';

CREATE TRIGGER trg_build_queue_20_prepare
    BEFORE INSERT ON build_orchestrator.build_queue
    FOR EACH ROW WHEN (NEW.status = 'queued')
    EXECUTE FUNCTION build_orchestrator.prepare_queued_build();

CREATE TRIGGER trg_build_queue_10_transition
    BEFORE UPDATE ON build_orchestrator.build_queue
    FOR EACH ROW
    WHEN (
        OLD.status IS DISTINCT FROM NEW.status
        OR (NEW.status = 'building' AND (NEW.progress_percent IS NULL OR NEW.progress_percent < OLD.progress_percent))
    )
    EXECUTE FUNCTION build_orchestrator.check_build_transition();

CREATE TRIGGER trg_build_queue_30_place
    AFTER DELETE ON build_orchestrator.build_queue
    FOR EACH ROW WHEN (OLD.status IN ('queued', 'building'))
    EXECUTE FUNCTION build_orchestrator.free_place();

CREATE TRIGGER trg_licenses_10_places
    AFTER INSERT OR DELETE OR UPDATE OF max_concurrent_builds, customer_id ON build_orchestrator.licenses
    FOR EACH ROW EXECUTE FUNCTION build_orchestrator.follow_license_limit();

-- Licenses that were there before.
INSERT INTO build_orchestrator.build_places (customer_id, max_running)
SELECT license.customer_id, license.max_concurrent_builds
FROM build_orchestrator.licenses AS license
WHERE license.max_concurrent_builds IS NOT NULL AND license.customer_id <> 'system';
INSERT INTO build_orchestrator.build_admissions (customer_id)
SELECT place.customer_id FROM build_orchestrator.build_places AS place;

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.prepare_queued_build(),
    build_orchestrator.check_build_transition(),
    build_orchestrator.free_place(),
    build_orchestrator.follow_license_limit(),
    build_orchestrator.admit_builds(integer),
    build_orchestrator.fill_places(varchar, integer),
    build_orchestrator.admit_next_build(varchar, integer),
    build_orchestrator.promote_due_builds(integer)
FROM PUBLIC;
