--! requires: 20251118094238_create_transactional_outbox_tables
--
-- Keys for requests of any kind: what was asked, and whether it is still being answered.
--
-- The key of such a request stands in its column as `<scope>:<key>`. A request without
-- these columns is one of initialize_fsm_with_outbox.
--
-- The two statements that every new key runs are functions: the server then plans them
-- once a session, which had cost more than their work. As elsewhere they forbid the plan
-- that would read the whole table.

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

CREATE FUNCTION course_outbox.claim_request(p_key text, p_fingerprint text, p_lease_ms double precision DEFAULT NULL)
    RETURNS TABLE (claimed_fence bigint, known_fingerprint text, known_result jsonb, retry_after_ms integer)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_outbox, pg_temp
    SET enable_seqscan = off
AS $$
BEGIN
    -- The second look is for whoever waited at the key while another answered.
    FOR v_look IN 1..2 LOOP
        RETURN QUERY
        SELECT NULL::bigint, stored.fingerprint, stored.result,
            ceil(extract(epoch FROM stored.lease_until - clock_timestamp()) * 1000)::integer
        FROM course_outbox.idempotency_keys AS stored
        WHERE stored.key = p_key
            AND stored.expires_at > clock_timestamp()
            AND (stored.lease_until IS NULL
                OR stored.lease_until > clock_timestamp()
                OR stored.fingerprint IS DISTINCT FROM p_fingerprint);
        IF FOUND OR v_look = 2 THEN
            RETURN;
        END IF;

        -- Replaced in place: what has expired, and a lease that ran out.
        RETURN QUERY
        INSERT INTO course_outbox.idempotency_keys AS stored (key, fingerprint, fence, lease_until)
        VALUES (p_key, p_fingerprint, 1, clock_timestamp() + make_interval(secs => p_lease_ms / 1000))
        ON CONFLICT (key) DO UPDATE
        SET fingerprint = excluded.fingerprint,
            result      = excluded.result,
            created_at  = excluded.created_at,
            expires_at  = excluded.expires_at,
            entity_id   = NULL,
            lease_until = excluded.lease_until,
            fence       = stored.fence + 1
        WHERE stored.expires_at <= clock_timestamp()
            OR (stored.fingerprint = excluded.fingerprint AND stored.lease_until <= clock_timestamp())
        RETURNING stored.fence, NULL::text, NULL::jsonb, NULL::integer;
        IF FOUND THEN
            RETURN;
        END IF;
    END LOOP;
END;
$$;

COMMENT ON FUNCTION course_outbox.claim_request(text, text, double precision)
    IS 'Claims a key, for the transaction or for so many milliseconds, and gives its fence; or gives what is stored for it. No row: a lease ran out this moment, ask again. Waits for a transaction that holds the key.';

CREATE FUNCTION course_outbox.store_answer(p_key text, p_result jsonb, p_lifetime_ms double precision)
    RETURNS void
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_outbox, pg_temp
    SET enable_seqscan = off
AS $$
BEGIN
    UPDATE course_outbox.idempotency_keys AS stored
    SET result     = p_result,
        expires_at = coalesce(clock_timestamp() + make_interval(secs => p_lifetime_ms / 1000), stored.expires_at)
    WHERE stored.key = p_key;
END;
$$;

COMMENT ON FUNCTION course_outbox.store_answer(text, jsonb, double precision)
    IS 'Stores the answer under a key that this transaction claimed, for so many milliseconds or as its column says.';

REVOKE ALL ON FUNCTION course_outbox.claim_request(text, text, double precision) FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.store_answer(text, jsonb, double precision) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION course_outbox.claim_request(text, text, double precision) TO service_role;
GRANT EXECUTE ON FUNCTION course_outbox.store_answer(text, jsonb, double precision) TO service_role;
