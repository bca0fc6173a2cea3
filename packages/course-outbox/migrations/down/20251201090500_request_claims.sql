ALTER TABLE course_outbox.idempotency_keys RESET (fillfactor);

ALTER TABLE course_outbox.idempotency_keys
    DROP COLUMN lease_until,
    DROP COLUMN fence,
    DROP COLUMN fingerprint;
