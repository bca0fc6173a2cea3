DROP INDEX course_outbox.idx_fsm_events_recent;
