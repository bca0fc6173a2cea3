--! requires: 20251118094238_create_transactional_outbox_tables
--
-- Keys for requests of any kind: what was asked, and whether it is still being answered.
--
-- The key of such a request stands in its column as `<scope>:<key>`. A request without
-- these columns is one of initialize_fsm_with_outbox.

ALTER TABLE course_outbox.idempotency_keys
    ADD COLUMN fingerprint  text,
    ADD COLUMN fence        bigint  NOT NULL DEFAULT 0,
    ADD COLUMN lease_until  timestamptz;

COMMENT ON COLUMN course_outbox.idempotency_keys.fingerprint IS 'Digest of what was asked; the same key with another one is refused.';
COMMENT ON COLUMN course_outbox.idempotency_keys.fence       IS 'Number of the attempt to answer; only counted up. The answer must state it.';
COMMENT ON COLUMN course_outbox.idempotency_keys.lease_until IS 'Somebody is answering, until then at most. Null: answered.';

-- The answer is written into the row that claimed the key; with room on its page, no
-- index has to hear of it.
ALTER TABLE course_outbox.idempotency_keys SET (fillfactor = 75);
