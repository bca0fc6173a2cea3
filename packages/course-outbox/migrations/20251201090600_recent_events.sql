--! requires: 20251118094238_create_transactional_outbox_tables
--
-- Serves what happened lately, over all courses. Events arrive in the order of time and
-- stay where they are, so block ranges find them at next to no cost to a write.

CREATE INDEX idx_fsm_events_recent
    ON course_outbox.fsm_events USING brin (created_at)
    WITH (pages_per_range = 16, autosummarize = on);

COMMENT ON INDEX course_outbox.idx_fsm_events_recent IS 'Events of the last hour or day.';
