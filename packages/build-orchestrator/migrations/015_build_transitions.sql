--! requires: 014_build_turns
--
-- Which status may follow which, and what each change brings with it.
--
-- Errors raised here: LB005 a build cannot go from one status to the other.

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
        NEW.parked := NEW.waits_for > 0;
        NEW.turn := build_orchestrator.serving_turn(NEW.priority);
    ELSE
        NEW.lease_until := NULL;
        NEW.not_before := NULL;
        NEW.parked := false;
        NEW.deduplicate := false;
        NEW.completed_at := coalesce(NEW.completed_at, clock_timestamp());
    END CASE;

    -- A place has become free, or somebody wants one.
    IF EXISTS (SELECT FROM build_orchestrator.build_places AS place WHERE place.customer_id = NEW.customer_id) THEN
        NEW.parked := NEW.parked OR NEW.status = 'queued';
        INSERT INTO build_orchestrator.build_admissions (customer_id) VALUES (NEW.customer_id);
    END IF;
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION build_orchestrator.check_build_transition()
    IS 'Trigger: refuses changes of status that make no sense, raises the fence of a build that is taken, and keeps progress from going down.';

CREATE TRIGGER trg_build_queue_10_transition
    BEFORE UPDATE ON build_orchestrator.build_queue
    FOR EACH ROW
    WHEN (
        OLD.status IS DISTINCT FROM NEW.status
        OR (NEW.status = 'building' AND (NEW.progress_percent IS NULL OR NEW.progress_percent < OLD.progress_percent))
    )
    EXECUTE FUNCTION build_orchestrator.check_build_transition();

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.check_build_transition()
FROM PUBLIC;
