DROP TRIGGER trg_fsm_events_20_no_truncate ON course_outbox.fsm_events;
DROP TRIGGER trg_fsm_events_10_append_only ON course_outbox.fsm_events;
DROP FUNCTION course_outbox.refuse_event_change();
