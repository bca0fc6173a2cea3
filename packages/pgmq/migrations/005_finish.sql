--! requires: 002_queues
--
-- The ends of a message: deleted, archived, purged.
--
-- Lists are locked in the order of ids, so that two callers cannot wait for each other in
-- a circle: an index scan over an array visits it sorted, and no other plan is allowed.

CREATE FUNCTION pgmq.delete(queue_name text, msg_ids bigint[])
    RETURNS SETOF bigint
    LANGUAGE plpgsql
    VOLATILE
    SET enable_seqscan = off
    SET enable_bitmapscan = off
AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'DELETE FROM pgmq.%I AS message WHERE message.msg_id = ANY ($1) RETURNING message.msg_id',
        lower('q_' || $1)
    ) USING $2;
END;
$$;

CREATE FUNCTION pgmq.delete(queue_name text, msg_id bigint)
    RETURNS boolean
    LANGUAGE plpgsql
    VOLATILE
AS $$
DECLARE
    v_count bigint;
BEGIN
    EXECUTE format('DELETE FROM pgmq.%I AS message WHERE message.msg_id = $1', lower('q_' || $1)) USING $2;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count > 0;
END;
$$;

COMMENT ON FUNCTION pgmq.delete(text, bigint[]) IS 'Deletes messages; gives the ids of those that were there.';
COMMENT ON FUNCTION pgmq.delete(text, bigint)   IS 'Deletes a message; false where it was gone.';

CREATE FUNCTION pgmq.archive(queue_name text, msg_ids bigint[])
    RETURNS SETOF bigint
    LANGUAGE plpgsql
    VOLATILE
    SET enable_seqscan = off
    SET enable_bitmapscan = off
AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        $query$
        WITH moved AS (
            DELETE FROM pgmq.%I AS message
            WHERE message.msg_id = ANY ($1)
            RETURNING message.msg_id, message.read_ct, message.enqueued_at, message.vt, message.message, message.headers
        )
        INSERT INTO pgmq.%I (msg_id, read_ct, enqueued_at, vt, message, headers)
        SELECT moved.msg_id, moved.read_ct, moved.enqueued_at, moved.vt, moved.message, moved.headers
        FROM moved
        RETURNING msg_id
        $query$,
        lower('q_' || $1), lower('a_' || $1)
    ) USING $2;
END;
$$;

CREATE FUNCTION pgmq.archive(queue_name text, msg_id bigint)
    RETURNS boolean
    LANGUAGE sql
    VOLATILE
AS $$
    SELECT count(*) > 0 FROM pgmq.archive($1, ARRAY[$2]);
$$;

COMMENT ON FUNCTION pgmq.archive(text, bigint[]) IS 'Moves messages to the archive; gives the ids of those that were there.';
COMMENT ON FUNCTION pgmq.archive(text, bigint)   IS 'Moves a message to the archive; false where it was gone.';

CREATE FUNCTION pgmq.purge_queue(queue_name text)
    RETURNS bigint
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = pgmq, pg_temp
AS $$
DECLARE
    v_count bigint;
BEGIN
    -- Not TRUNCATE, which would shut readers out and miscount what they are taking.
    EXECUTE format('DELETE FROM pgmq.%I', lower('q_' || $1));
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END;
$$;

COMMENT ON FUNCTION pgmq.purge_queue(text) IS 'Deletes every message, the invisible ones too; gives how many. The archive stays.';

REVOKE EXECUTE ON FUNCTION pgmq.delete(text, bigint[])  FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.delete(text, bigint)    FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.archive(text, bigint[]) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.archive(text, bigint)   FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.purge_queue(text)       FROM PUBLIC;
