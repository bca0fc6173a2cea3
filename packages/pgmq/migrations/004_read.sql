--! requires: 002_queues
--
-- Reading: visible messages are taken in the order of (vt, msg_id), which is the index,
-- and passed over where another transaction has them locked. The moment that counts as
-- now is fixed before the statement: clock_timestamp() inside it could not bound an
-- index scan, which would then walk all that is not visible. Only index scans are
-- allowed to read: statistics of a queue are always out of date, and an index scan over
-- the array of ids gives a batch in the order of ids.

CREATE FUNCTION pgmq.read(queue_name text, vt integer, qty integer, conditional jsonb DEFAULT '{}')
    RETURNS SETOF pgmq.message_record
    LANGUAGE plpgsql
    VOLATILE
    SET enable_seqscan = off
    SET enable_bitmapscan = off
AS $$
DECLARE
    v_now   CONSTANT timestamptz := clock_timestamp();
    -- Left out where it asks for nothing: a tenth of the time of planning would be its.
    v_where CONSTANT text := CASE WHEN $4 <> '{}' THEN 'AND visible.message @> $4' ELSE '' END;
BEGIN
    RETURN QUERY EXECUTE format(
        $query$
        UPDATE pgmq.%1$I AS message
        SET vt = $2, read_ct = message.read_ct + 1
        -- An array, not a join: a join may be planned as a scan of the whole table.
        WHERE message.msg_id = ANY (ARRAY(
            SELECT visible.msg_id
            FROM pgmq.%1$I AS visible
            WHERE visible.vt <= $1 %2$s
            ORDER BY visible.vt, visible.msg_id
            LIMIT $3
            FOR UPDATE SKIP LOCKED
        ))
        RETURNING message.msg_id, message.read_ct, message.enqueued_at, message.vt, message.message, message.headers
        $query$,
        lower('q_' || $1), v_where
    ) USING v_now, v_now + make_interval(secs => $2), $3, $4;
END;
$$;

COMMENT ON FUNCTION pgmq.read(text, integer, integer, jsonb)
    IS 'Takes up to qty visible messages that contain conditional, and hides them for vt seconds; lowest id first.';

CREATE FUNCTION pgmq.read_with_poll(
    queue_name       text,
    vt               integer,
    qty              integer,
    max_poll_seconds integer DEFAULT 5,
    poll_interval_ms integer DEFAULT 100,
    conditional      jsonb   DEFAULT '{}'
)
    RETURNS SETOF pgmq.message_record
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = pgmq, pg_temp
AS $$
DECLARE
    v_until CONSTANT timestamptz := clock_timestamp() + make_interval(secs => $4);
    v_left  double precision;
BEGIN
    LOOP
        RETURN QUERY
        SELECT found.msg_id, found.read_ct, found.enqueued_at, found.vt, found.message, found.headers
        FROM pgmq.read($1, $2, $3, $6) AS found;
        v_left := extract(epoch FROM v_until - clock_timestamp());
        EXIT WHEN FOUND OR v_left <= 0;
        -- At least a millisecond, so that an interval of 0 does not keep a processor busy.
        PERFORM pg_sleep(least(greatest($5, 1) / 1000.0, v_left));
    END LOOP;
END;
$$;

COMMENT ON FUNCTION pgmq.read_with_poll(text, integer, integer, integer, integer, jsonb)
    IS 'As read, and where nothing is visible looks again every poll_interval_ms for max_poll_seconds. Needs READ COMMITTED.';

CREATE FUNCTION pgmq.pop(queue_name text)
    RETURNS SETOF pgmq.message_record
    LANGUAGE plpgsql
    VOLATILE
    SET enable_seqscan = off
    SET enable_bitmapscan = off
AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        $query$
        DELETE FROM pgmq.%1$I AS message
        WHERE message.msg_id = ANY (ARRAY(
            SELECT visible.msg_id
            FROM pgmq.%1$I AS visible
            WHERE visible.vt <= $1
            ORDER BY visible.vt, visible.msg_id
            LIMIT 1
            FOR UPDATE SKIP LOCKED
        ))
        RETURNING message.msg_id, message.read_ct, message.enqueued_at, message.vt, message.message, message.headers
        $query$,
        lower('q_' || $1)
    ) USING clock_timestamp();
END;
$$;

COMMENT ON FUNCTION pgmq.pop(text) IS 'Takes the next visible message and deletes it: at most once, where the caller fails.';

CREATE FUNCTION pgmq.set_vt(queue_name text, msg_id bigint, vt integer)
    RETURNS SETOF pgmq.message_record
    LANGUAGE plpgsql
    VOLATILE
AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        $query$
        UPDATE pgmq.%I AS message
        SET vt = $2
        WHERE message.msg_id = $1
        RETURNING message.msg_id, message.read_ct, message.enqueued_at, message.vt, message.message, message.headers
        $query$,
        lower('q_' || $1)
    ) USING $2, clock_timestamp() + make_interval(secs => $3);
END;
$$;

COMMENT ON FUNCTION pgmq.set_vt(text, bigint, integer)
    IS 'Makes a message visible so many seconds from now, 0 for at once; nothing where it is gone.';

REVOKE EXECUTE ON FUNCTION pgmq.read(text, integer, integer, jsonb)                             FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.read_with_poll(text, integer, integer, integer, integer, jsonb) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.pop(text)                                                       FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.set_vt(text, bigint, integer)                                   FROM PUBLIC;
