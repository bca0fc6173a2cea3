DROP FUNCTION course_outbox.cleanup_old_outbox_entries();
DROP FUNCTION course_outbox.cleanup_expired_idempotency_keys();

DROP TABLE course_outbox.fsm_events;
DROP TABLE course_outbox.idempotency_keys;
DROP TABLE course_outbox.job_outbox;

DROP SCHEMA course_outbox;
