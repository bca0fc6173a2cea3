--! requires: 20251118094238_create_transactional_outbox_tables
--
-- Keeps the trail true: events are added, and that is all.
--
-- Two things still pass, since whoever deletes has asked for them: events go with their
-- course, and lose the user who is erased. Raises OB006.

CREATE FUNCTION course_outbox.refuse_event_change()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_outbox, pg_temp
AS $$
BEGIN
    -- The cascade comes when the course is gone already.
    IF TG_OP = 'DELETE' AND NOT EXISTS (
        SELECT FROM course_catalog.courses AS course WHERE course.id = OLD.entity_id
    ) THEN
        RETURN OLD;
    END IF;
    -- The foreign key acts from a trigger of its own.
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 AND NEW.user_id IS NULL
        AND to_jsonb(NEW) - 'user_id' = to_jsonb(OLD) - 'user_id'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Events are never changed: % refused', lower(TG_OP)
        USING ERRCODE = 'OB006', HINT = 'Record another event that corrects this one.';
END;
$$;

COMMENT ON FUNCTION course_outbox.refuse_event_change()
    IS 'Trigger: refuses every change of an event but the deletion with its course and the erasure of its user.';

REVOKE ALL ON FUNCTION course_outbox.refuse_event_change() FROM PUBLIC, anon, authenticated;

CREATE TRIGGER trg_fsm_events_10_append_only
    BEFORE UPDATE OR DELETE ON course_outbox.fsm_events
    FOR EACH ROW
    EXECUTE FUNCTION course_outbox.refuse_event_change();

CREATE TRIGGER trg_fsm_events_20_no_truncate
    BEFORE TRUNCATE ON course_outbox.fsm_events
    FOR EACH STATEMENT
    EXECUTE FUNCTION course_outbox.refuse_event_change();

COMMENT ON TRIGGER trg_fsm_events_10_append_only ON course_outbox.fsm_events IS 'Events are only added.';
COMMENT ON TRIGGER trg_fsm_events_20_no_truncate ON course_outbox.fsm_events IS 'Events are only added.';
