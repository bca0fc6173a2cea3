DROP FUNCTION course_outbox.store_answer(text, jsonb, double precision);
DROP FUNCTION course_outbox.claim_request(text, text, double precision);

ALTER TABLE course_outbox.idempotency_keys RESET (fillfactor);

ALTER TABLE course_outbox.idempotency_keys
    DROP COLUMN lease_until,
    DROP COLUMN fence,
    DROP COLUMN fingerprint;
