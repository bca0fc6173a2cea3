--! requires: 015_build_transitions
--
-- Builds that wait for other builds.
--
-- A dependency is given while the build is queued, and only to one that nothing depends
-- on: so there is no circle. The row of the other build is locked meanwhile, so that it
-- cannot end unseen.
--
-- Errors raised here: LB012 the dependency cannot be.

CREATE TABLE build_orchestrator.build_dependencies (
    build_id       uuid         NOT NULL,
    depends_on_id  uuid         NOT NULL,
    on_failure     varchar(10)  NOT NULL DEFAULT 'cancel',
    created_at     timestamptz  NOT NULL DEFAULT clock_timestamp(),
    met_at         timestamptz,

    CONSTRAINT pk_build_dependencies PRIMARY KEY (build_id, depends_on_id),
    CONSTRAINT fk_build_dependencies_build_id FOREIGN KEY (build_id)
        REFERENCES build_orchestrator.build_queue (id) ON DELETE CASCADE,
    CONSTRAINT fk_build_dependencies_depends_on_id FOREIGN KEY (depends_on_id)
        REFERENCES build_orchestrator.build_queue (id) ON DELETE CASCADE,
    CONSTRAINT ck_build_dependencies_on_failure CHECK (on_failure IN ('cancel', 'wait'))
);

COMMENT ON TABLE  build_orchestrator.build_dependencies               IS 'A build that must succeed before another one is ready.';
COMMENT ON COLUMN build_orchestrator.build_dependencies.build_id      IS 'The one that waits.';
COMMENT ON COLUMN build_orchestrator.build_dependencies.depends_on_id IS 'The one it waits for, of the same customer.';
COMMENT ON COLUMN build_orchestrator.build_dependencies.on_failure    IS 'What becomes of the waiting one when the other fails, times out or is cancelled: cancel, or wait until that is run again.';
COMMENT ON COLUMN build_orchestrator.build_dependencies.created_at    IS 'When it was given.';
COMMENT ON COLUMN build_orchestrator.build_dependencies.met_at        IS 'When the other one had succeeded; null until then.';

CREATE INDEX idx_build_dependencies_depends_on_id ON build_orchestrator.build_dependencies (depends_on_id);

CREATE FUNCTION build_orchestrator.add_dependency()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_other  record;
BEGIN
    UPDATE build_orchestrator.build_queue AS other
    SET has_dependents = true
    WHERE other.id = NEW.depends_on_id
    RETURNING other.status, other.customer_id INTO v_other;

    UPDATE build_orchestrator.build_queue AS build
    SET waits_for = build.waits_for + CASE v_other.status WHEN 'success' THEN 0 ELSE 1 END,
        parked = build.parked OR v_other.status <> 'success'
    WHERE build.id = NEW.build_id AND build.status = 'queued' AND NOT build.has_dependents
        AND build.customer_id = v_other.customer_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Build % cannot wait for build %.', NEW.build_id, NEW.depends_on_id
            USING ERRCODE = 'LB012',
                HINT = 'Both must exist and be of one customer, the first one queued and without dependents of its own.';
    END IF;

    NEW.met_at := CASE v_other.status WHEN 'success' THEN clock_timestamp() END;
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION build_orchestrator.add_dependency()
    IS 'Trigger: holds the build back until the other one has succeeded; refuses what would be a circle.';

CREATE TRIGGER trg_build_dependencies_10_add
    BEFORE INSERT ON build_orchestrator.build_dependencies
    FOR EACH ROW EXECUTE FUNCTION build_orchestrator.add_dependency();

CREATE FUNCTION build_orchestrator.settle_dependents()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_dependent  record;
BEGIN
    -- In one order, whoever settles: several of those it waits for may end at once.
    FOR v_dependent IN
        SELECT dependency.build_id, dependency.on_failure
        FROM build_orchestrator.build_dependencies AS dependency
        WHERE dependency.depends_on_id = NEW.id AND dependency.met_at IS NULL
        ORDER BY dependency.build_id
    LOOP
        IF NEW.status = 'success' THEN
            PERFORM build_orchestrator.meet_dependency(v_dependent.build_id, NEW.id);
        ELSIF v_dependent.on_failure = 'cancel' THEN
            UPDATE build_orchestrator.build_queue AS build
            SET status = 'cancelled',
                cancel_reason = format('It depends on build %s, which ended as %s.', NEW.id, NEW.status)
            WHERE build.id = v_dependent.build_id AND build.status = 'queued';
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION build_orchestrator.settle_dependents()
    IS 'Trigger: after a build has ended, lets those go on that waited for it, or cancels them.';

CREATE FUNCTION build_orchestrator.meet_dependency(p_build_id uuid, p_depends_on_id uuid)
    RETURNS void
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_build    record;
    v_limited  boolean;
BEGIN
    UPDATE build_orchestrator.build_dependencies AS dependency
    SET met_at = clock_timestamp()
    WHERE dependency.build_id = p_build_id AND dependency.depends_on_id = p_depends_on_id;

    -- Counted down, since two that end at once each see the other one unfinished.
    UPDATE build_orchestrator.build_queue AS build
    SET waits_for = build.waits_for - 1
    WHERE build.id = p_build_id
    RETURNING build.waits_for, build.status, build.customer_id INTO v_build;
    IF v_build.waits_for = 0 AND v_build.status = 'queued' THEN
        v_limited := EXISTS (
            SELECT FROM build_orchestrator.build_places AS place WHERE place.customer_id = v_build.customer_id
        );
        IF v_limited THEN
            INSERT INTO build_orchestrator.build_admissions (customer_id) VALUES (v_build.customer_id);
        END IF;
        UPDATE build_orchestrator.build_queue AS build SET parked = v_limited WHERE build.id = p_build_id;
    END IF;
END
$$;

COMMENT ON FUNCTION build_orchestrator.meet_dependency(uuid, uuid)
    IS 'Notes that what a build waits for has succeeded; with the last one, the build is ready, or waits for a place.';

CREATE FUNCTION build_orchestrator.lose_dependency()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    UPDATE build_orchestrator.build_queue AS build
    SET waits_for = build.waits_for - 1
    WHERE build.id = OLD.build_id;
    UPDATE build_orchestrator.build_queue AS build
    SET status = 'cancelled',
        cancel_reason = format('It depends on build %s, which was deleted.', OLD.depends_on_id)
    WHERE build.id = OLD.build_id AND build.status = 'queued';
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION build_orchestrator.lose_dependency()
    IS 'Trigger: cancels a build when what it still waits for is deleted.';

CREATE TRIGGER trg_build_dependencies_20_lose
    AFTER DELETE ON build_orchestrator.build_dependencies
    FOR EACH ROW WHEN (OLD.met_at IS NULL)
    EXECUTE FUNCTION build_orchestrator.lose_dependency();

CREATE TRIGGER trg_build_queue_40_dependents
    AFTER UPDATE OF status ON build_orchestrator.build_queue
    FOR EACH ROW WHEN (
        NEW.has_dependents AND OLD.status IS DISTINCT FROM NEW.status AND NEW.status NOT IN ('queued', 'building')
    )
    EXECUTE FUNCTION build_orchestrator.settle_dependents();

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.add_dependency(),
    build_orchestrator.settle_dependents(),
    build_orchestrator.meet_dependency(uuid, uuid),
    build_orchestrator.lose_dependency()
FROM PUBLIC;
