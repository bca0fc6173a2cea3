--! requires: 008_result_history
--
-- How many builds of one customer may run at once.
--
-- The builds of a customer with a limit are queued parked. A free place takes the most
-- urgent of them out, so that ready and running ones together never exceed the limit:
-- whoever claims need not ask. Only one transaction at a time admits builds of one
-- customer, under the lock of its row in build_places; enqueueing and finishing take no
-- such lock, they leave a note in build_admissions, which the next claim or sweep reads.

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
    WHERE build.customer_id = OLD.customer_id AND build.status = 'queued' AND build.parked AND build.waits_for = 0;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION build_orchestrator.follow_license_limit()
    IS 'Trigger: keeps build_places as the licenses say; where a limit ends, lets every parked build go.';

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
    build_orchestrator.free_place(),
    build_orchestrator.follow_license_limit()
FROM PUBLIC;
