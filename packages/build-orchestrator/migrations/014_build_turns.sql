--! requires: 013_claim_bounds
--
-- Whose turn it is: among builds of one priority, each customer has its share of a round.

CREATE FUNCTION build_orchestrator.turn_distance(p_customer_id varchar(100))
    RETURNS bigint
    LANGUAGE plpgsql
    STABLE
    SECURITY DEFINER
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT 60 / CASE customer.tier
            WHEN 'pro' THEN settings.pro_share
            WHEN 'enterprise' THEN settings.enterprise_share
            WHEN 'asp' THEN settings.asp_share
            ELSE settings.core_share
        END
        FROM build_orchestrator.customers AS customer
        CROSS JOIN build_orchestrator.build_queue_settings AS settings
        WHERE customer.customer_id = p_customer_id
    );
END
$$;

COMMENT ON FUNCTION build_orchestrator.turn_distance(varchar)
    IS 'How far apart the turns of a customer''s builds are: 60 is a round, divided by the share of its tier.';

CREATE FUNCTION build_orchestrator.prepare_queued_build()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = build_orchestrator, pg_temp
    SET jit = off
    -- A plan made while the table was empty would sort all that a customer has waiting, for each build.
    SET enable_seqscan = off
    SET enable_bitmapscan = off
    SET enable_sort = off
AS $$
DECLARE
    v_own  bigint;
BEGIN
    IF EXISTS (SELECT FROM build_orchestrator.build_places AS place WHERE place.customer_id = NEW.customer_id) THEN
        NEW.parked := true;
        INSERT INTO build_orchestrator.build_admissions (customer_id) VALUES (NEW.customer_id);
    END IF;
    IF NEW.not_before <= clock_timestamp() THEN
        NEW.not_before := NULL;
    END IF;

    -- Behind the customer's own last one, but not before the turn that is being served.
    NEW.turn := build_orchestrator.serving_turn(NEW.priority);
    SELECT own.turn
    INTO v_own
    FROM build_orchestrator.build_queue AS own
    WHERE own.customer_id = NEW.customer_id AND own.priority = NEW.priority AND own.status = 'queued'
        AND own.turn >= NEW.turn
    ORDER BY own.turn DESC
    LIMIT 1;
    IF FOUND THEN
        NEW.turn := v_own + coalesce(build_orchestrator.turn_distance(NEW.customer_id), 60);
    END IF;
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION build_orchestrator.prepare_queued_build()
    IS 'Trigger: gives a new build its turn, and parks it when its customer has a limit.';

CREATE TRIGGER trg_build_queue_20_prepare
    BEFORE INSERT ON build_orchestrator.build_queue
    FOR EACH ROW WHEN (NEW.status = 'queued')
    EXECUTE FUNCTION build_orchestrator.prepare_queued_build();

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.turn_distance(varchar),
    build_orchestrator.prepare_queued_build()
FROM PUBLIC;
