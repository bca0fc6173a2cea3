--! requires: 013_reservation_rules
--! requires: 015_routing_rules
--
-- What a change of status brings with it, whoever makes it: the stamps, the entry in the
-- history, and, at the end, the release of everything that the reservation held.
--
-- Raises RV001: a reservation that has ended stays as it ended.

ALTER TABLE gpu_dev.reservations
    ADD COLUMN preparing_at timestamptz;

COMMENT ON COLUMN gpu_dev.reservations.preparing_at IS 'When its pod and disk were begun.';

-- Serves the search for what is stuck.
CREATE INDEX idx_reservations_preparing_at ON gpu_dev.reservations (preparing_at)
    WHERE status = 'preparing';

CREATE FUNCTION gpu_dev.is_final_status(p_status text)
    RETURNS boolean
    LANGUAGE sql
    IMMUTABLE
    SET search_path = gpu_dev, pg_temp
AS $$
    SELECT p_status IN ('cancelled', 'failed', 'expired', 'completed');
$$;

COMMENT ON FUNCTION gpu_dev.is_final_status(text) IS 'Whether nothing follows this status.';

REVOKE ALL ON FUNCTION gpu_dev.is_final_status(text) FROM PUBLIC;

CREATE FUNCTION gpu_dev.status_entry(p_status text, p_message text, p_failure_reason text)
    RETURNS jsonb
    LANGUAGE sql
    STABLE
    SET search_path = gpu_dev, pg_temp
AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'timestamp', to_char(timezone('UTC', clock_timestamp()), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'status', p_status,
        'message', p_message,
        'failure_reason', p_failure_reason
    ));
$$;

COMMENT ON FUNCTION gpu_dev.status_entry(text, text, text) IS 'An entry of status_history, stamped now.';

REVOKE ALL ON FUNCTION gpu_dev.status_entry(text, text, text) FROM PUBLIC;

CREATE FUNCTION gpu_dev.keep_reservation_status()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
DECLARE
    v_message text := NEW.current_detailed_status;
    v_reason  text := NEW.failure_reason;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.status = OLD.status THEN
            RETURN NEW;
        END IF;
        IF gpu_dev.is_final_status(OLD.status) THEN
            RAISE EXCEPTION 'Reservation % has ended as % and cannot become %', OLD.reservation_id, OLD.status, NEW.status
                USING ERRCODE = 'RV001', HINT = 'Make another reservation.';
        END IF;
        -- Only what came with this change belongs to its entry.
        v_message := nullif(v_message, OLD.current_detailed_status);
        v_reason := nullif(v_reason, OLD.failure_reason);
    END IF;

    -- Programs that write the history themselves are left to it.
    IF TG_OP = 'INSERT' AND coalesce(NEW.status_history, '[]') = '[]'
        OR TG_OP = 'UPDATE' AND NEW.status_history IS NOT DISTINCT FROM OLD.status_history
    THEN
        NEW.status_history := coalesce(NEW.status_history, '[]')
            || jsonb_build_array(gpu_dev.status_entry(NEW.status, v_message, v_reason));
    END IF;

    CASE
        WHEN NEW.status = 'preparing' THEN
            NEW.preparing_at := clock_timestamp();
        WHEN NEW.status IN ('active', 'running') THEN
            NEW.launched_at := coalesce(NEW.launched_at, clock_timestamp());
            NEW.expires_at := coalesce(NEW.expires_at, NEW.launched_at + NEW.duration_hours * interval '1 hour');
        WHEN gpu_dev.is_final_status(NEW.status) THEN
            NEW.reservation_ended := coalesce(NEW.reservation_ended, clock_timestamp());
            IF NEW.status = 'failed' THEN
                NEW.failed_at := coalesce(NEW.failed_at, NEW.reservation_ended);
            ELSIF NEW.status = 'cancelled' THEN
                NEW.cancelled_at := coalesce(NEW.cancelled_at, NEW.reservation_ended);
            END IF;
        ELSE
            -- Waiting again: what it had begun is gone.
            NEW.preparing_at := NULL;
    END CASE;
    RETURN NEW;
END;
$$;

COMMENT ON FUNCTION gpu_dev.keep_reservation_status() IS 'Trigger: refuses to leave a final status; stamps the change and adds it to the history. Raises RV001.';

REVOKE ALL ON FUNCTION gpu_dev.keep_reservation_status() FROM PUBLIC;

CREATE TRIGGER trg_reservations_10_status
    BEFORE INSERT OR UPDATE OF status ON gpu_dev.reservations
    FOR EACH ROW
    EXECUTE FUNCTION gpu_dev.keep_reservation_status();

COMMENT ON TRIGGER trg_reservations_10_status ON gpu_dev.reservations IS 'Stamps and records changes of status.';

CREATE FUNCTION gpu_dev.release_ended_reservation()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
BEGIN
    UPDATE gpu_dev.disks AS disk
    SET in_use = false
    WHERE disk.reservation_id = NEW.reservation_id;
    DELETE FROM gpu_dev.domain_mappings AS mapping WHERE mapping.reservation_id = NEW.reservation_id;
    DELETE FROM gpu_dev.alb_target_groups AS target WHERE target.reservation_id = NEW.reservation_id;
    RETURN NULL;
END;
$$;

COMMENT ON FUNCTION gpu_dev.release_ended_reservation() IS 'Trigger: an ended reservation gives back its disk, its names and its target group.';

REVOKE ALL ON FUNCTION gpu_dev.release_ended_reservation() FROM PUBLIC;

CREATE TRIGGER trg_reservations_90_release
    AFTER UPDATE OF status ON gpu_dev.reservations
    FOR EACH ROW
    WHEN (NEW.status IN ('cancelled', 'failed', 'expired', 'completed') AND NEW.status <> OLD.status)
    EXECUTE FUNCTION gpu_dev.release_ended_reservation();

COMMENT ON TRIGGER trg_reservations_90_release ON gpu_dev.reservations IS 'Gives back what the reservation held.';

CREATE VIEW gpu_dev.reservation_timelines
    WITH (security_invoker = true)
AS
SELECT
    reservation.reservation_id,
    reservation.user_id,
    reservation.gpu_type,
    reservation.status,
    reservation.created_at,
    reservation.preparing_at,
    reservation.launched_at,
    reservation.reservation_ended,
    extract(epoch FROM reservation.preparing_at - reservation.created_at)::double precision AS queue_seconds,
    extract(epoch FROM reservation.launched_at - reservation.preparing_at)::double precision AS preparation_seconds,
    extract(epoch FROM reservation.reservation_ended - reservation.launched_at)::double precision AS use_seconds
FROM gpu_dev.reservations AS reservation;

COMMENT ON VIEW gpu_dev.reservation_timelines IS 'How long each reservation waited, was prepared and was used; null for what has not ended yet.';
