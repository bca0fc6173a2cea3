--! requires: 002_queues
--
-- Sending one message or many.
--
-- The overloads are the extension's. Each is a whole function, not a call of another one:
-- a second function would cost as much as the insert. A batch takes its ids in the order
-- of its array, in which unnest gives the elements to the insert.
--
-- These and the calls of the next two steps set no search_path, which would cost each a
-- twentieth of its time: they run with the caller's rights, name the schema of every table,
-- and of the rest use only what pg_catalog has, which is searched first.

CREATE FUNCTION pgmq.send(queue_name text, msg jsonb, headers jsonb, delay timestamptz)
    RETURNS SETOF bigint
    LANGUAGE plpgsql
    VOLATILE
AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'INSERT INTO pgmq.%I (vt, message, headers) VALUES ($1, $2, $3) RETURNING msg_id',
        lower('q_' || $1)
    ) USING $4, $2, $3;
END;
$$;

CREATE FUNCTION pgmq.send(queue_name text, msg jsonb)
    RETURNS SETOF bigint
    LANGUAGE plpgsql
    VOLATILE
AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'INSERT INTO pgmq.%I (vt, message) VALUES ($1, $2) RETURNING msg_id',
        lower('q_' || $1)
    ) USING clock_timestamp(), $2;
END;
$$;

CREATE FUNCTION pgmq.send(queue_name text, msg jsonb, headers jsonb)
    RETURNS SETOF bigint
    LANGUAGE plpgsql
    VOLATILE
AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'INSERT INTO pgmq.%I (vt, message, headers) VALUES ($1, $2, $3) RETURNING msg_id',
        lower('q_' || $1)
    ) USING clock_timestamp(), $2, $3;
END;
$$;

CREATE FUNCTION pgmq.send(queue_name text, msg jsonb, delay integer)
    RETURNS SETOF bigint
    LANGUAGE plpgsql
    VOLATILE
AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'INSERT INTO pgmq.%I (vt, message) VALUES ($1, $2) RETURNING msg_id',
        lower('q_' || $1)
    ) USING clock_timestamp() + make_interval(secs => $3), $2;
END;
$$;

CREATE FUNCTION pgmq.send(queue_name text, msg jsonb, delay timestamptz)
    RETURNS SETOF bigint
    LANGUAGE plpgsql
    VOLATILE
AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'INSERT INTO pgmq.%I (vt, message) VALUES ($1, $2) RETURNING msg_id',
        lower('q_' || $1)
    ) USING $3, $2;
END;
$$;

CREATE FUNCTION pgmq.send(queue_name text, msg jsonb, headers jsonb, delay integer)
    RETURNS SETOF bigint
    LANGUAGE plpgsql
    VOLATILE
AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'INSERT INTO pgmq.%I (vt, message, headers) VALUES ($1, $2, $3) RETURNING msg_id',
        lower('q_' || $1)
    ) USING clock_timestamp() + make_interval(secs => $4), $2, $3;
END;
$$;

COMMENT ON FUNCTION pgmq.send(text, jsonb, jsonb, timestamptz) IS 'Sends a message with headers, visible from a moment on; gives its id.';
COMMENT ON FUNCTION pgmq.send(text, jsonb)                     IS 'Sends a message, visible at once; gives its id.';
COMMENT ON FUNCTION pgmq.send(text, jsonb, jsonb)              IS 'Sends a message with headers, visible at once; gives its id.';
COMMENT ON FUNCTION pgmq.send(text, jsonb, integer)            IS 'Sends a message, visible after so many seconds; gives its id.';
COMMENT ON FUNCTION pgmq.send(text, jsonb, timestamptz)        IS 'Sends a message, visible from a moment on; gives its id.';
COMMENT ON FUNCTION pgmq.send(text, jsonb, jsonb, integer)     IS 'Sends a message with headers, visible after so many seconds; gives its id.';

CREATE FUNCTION pgmq.send_batch(queue_name text, msgs jsonb[], headers jsonb[], delay timestamptz)
    RETURNS SETOF bigint
    LANGUAGE plpgsql
    VOLATILE
AS $$
BEGIN
    IF $3 IS NOT NULL AND cardinality($3) IS DISTINCT FROM cardinality($2) THEN
        RAISE EXCEPTION '% headers were given for % messages.', cardinality($3), cardinality($2)
            USING ERRCODE = 'PQ004', HINT = 'Give one element of headers for each message, or NULL for none at all.';
    END IF;
    RETURN QUERY EXECUTE format(
        $query$
        INSERT INTO pgmq.%I (vt, message, headers)
        SELECT $1, sent.message, sent.headers
        FROM unnest($2, $3) AS sent (message, headers)
        RETURNING msg_id
        $query$,
        lower('q_' || $1)
    ) USING $4, $2, $3;
END;
$$;

CREATE FUNCTION pgmq.send_batch(queue_name text, msgs jsonb[])
    RETURNS SETOF bigint
    LANGUAGE plpgsql
    VOLATILE
AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        $query$
        INSERT INTO pgmq.%I (vt, message)
        SELECT $1, sent.message
        FROM unnest($2) AS sent (message)
        RETURNING msg_id
        $query$,
        lower('q_' || $1)
    ) USING clock_timestamp(), $2;
END;
$$;

CREATE FUNCTION pgmq.send_batch(queue_name text, msgs jsonb[], headers jsonb[])
    RETURNS SETOF bigint
    LANGUAGE plpgsql
    VOLATILE
AS $$
BEGIN
    IF $3 IS NOT NULL AND cardinality($3) IS DISTINCT FROM cardinality($2) THEN
        RAISE EXCEPTION '% headers were given for % messages.', cardinality($3), cardinality($2)
            USING ERRCODE = 'PQ004', HINT = 'Give one element of headers for each message, or NULL for none at all.';
    END IF;
    RETURN QUERY EXECUTE format(
        $query$
        INSERT INTO pgmq.%I (vt, message, headers)
        SELECT $1, sent.message, sent.headers
        FROM unnest($2, $3) AS sent (message, headers)
        RETURNING msg_id
        $query$,
        lower('q_' || $1)
    ) USING clock_timestamp(), $2, $3;
END;
$$;

CREATE FUNCTION pgmq.send_batch(queue_name text, msgs jsonb[], delay integer)
    RETURNS SETOF bigint
    LANGUAGE plpgsql
    VOLATILE
AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        $query$
        INSERT INTO pgmq.%I (vt, message)
        SELECT $1, sent.message
        FROM unnest($2) AS sent (message)
        RETURNING msg_id
        $query$,
        lower('q_' || $1)
    ) USING clock_timestamp() + make_interval(secs => $3), $2;
END;
$$;

CREATE FUNCTION pgmq.send_batch(queue_name text, msgs jsonb[], delay timestamptz)
    RETURNS SETOF bigint
    LANGUAGE plpgsql
    VOLATILE
AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        $query$
        INSERT INTO pgmq.%I (vt, message)
        SELECT $1, sent.message
        FROM unnest($2) AS sent (message)
        RETURNING msg_id
        $query$,
        lower('q_' || $1)
    ) USING $3, $2;
END;
$$;

CREATE FUNCTION pgmq.send_batch(queue_name text, msgs jsonb[], headers jsonb[], delay integer)
    RETURNS SETOF bigint
    LANGUAGE plpgsql
    VOLATILE
AS $$
BEGIN
    IF $3 IS NOT NULL AND cardinality($3) IS DISTINCT FROM cardinality($2) THEN
        RAISE EXCEPTION '% headers were given for % messages.', cardinality($3), cardinality($2)
            USING ERRCODE = 'PQ004', HINT = 'Give one element of headers for each message, or NULL for none at all.';
    END IF;
    RETURN QUERY EXECUTE format(
        $query$
        INSERT INTO pgmq.%I (vt, message, headers)
        SELECT $1, sent.message, sent.headers
        FROM unnest($2, $3) AS sent (message, headers)
        RETURNING msg_id
        $query$,
        lower('q_' || $1)
    ) USING clock_timestamp() + make_interval(secs => $4), $2, $3;
END;
$$;

COMMENT ON FUNCTION pgmq.send_batch(text, jsonb[], jsonb[], timestamptz) IS 'Sends messages with headers, visible from a moment on; gives their ids in order. Raises PQ004.';
COMMENT ON FUNCTION pgmq.send_batch(text, jsonb[])                       IS 'Sends messages, visible at once; gives their ids in order.';
COMMENT ON FUNCTION pgmq.send_batch(text, jsonb[], jsonb[])              IS 'Sends messages with headers, visible at once; gives their ids in order. Raises PQ004.';
COMMENT ON FUNCTION pgmq.send_batch(text, jsonb[], integer)              IS 'Sends messages, visible after so many seconds; gives their ids in order.';
COMMENT ON FUNCTION pgmq.send_batch(text, jsonb[], timestamptz)          IS 'Sends messages, visible from a moment on; gives their ids in order.';
COMMENT ON FUNCTION pgmq.send_batch(text, jsonb[], jsonb[], integer)     IS 'Sends messages with headers, visible after so many seconds; gives their ids in order. Raises PQ004.';

REVOKE EXECUTE ON FUNCTION pgmq.send(text, jsonb, jsonb, timestamptz)           FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.send(text, jsonb)                               FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.send(text, jsonb, jsonb)                        FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.send(text, jsonb, integer)                      FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.send(text, jsonb, timestamptz)                  FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.send(text, jsonb, jsonb, integer)               FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.send_batch(text, jsonb[], jsonb[], timestamptz) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.send_batch(text, jsonb[])                       FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.send_batch(text, jsonb[], jsonb[])              FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.send_batch(text, jsonb[], integer)              FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.send_batch(text, jsonb[], timestamptz)          FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.send_batch(text, jsonb[], jsonb[], integer)     FROM PUBLIC;
