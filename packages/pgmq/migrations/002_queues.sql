--! requires: 001_queue_registry
--
-- Creating, dropping and listing queues.
--
-- A queue is two tables: q_<name> with its messages, a_<name> with its archive. Names
-- are identifiers and reach SQL through %I only. Later steps fold them without asking
-- format_table_name, which would cost a send a tenth of its time: no queue has a name
-- that it refuses, so that such a one is an undefined table.
--
-- Raised by this and later steps: PQ003 a name that no queue can have.

CREATE FUNCTION pgmq.validate_queue_name(queue_name text)
    RETURNS void
    LANGUAGE plpgsql
    IMMUTABLE
    SET search_path = pgmq, pg_temp
AS $$
BEGIN
    IF queue_name IS NULL OR queue_name = '' THEN
        RAISE EXCEPTION 'A queue name is missing.'
            USING ERRCODE = 'PQ003', HINT = 'Give a name of 1 to 47 bytes.';
    END IF;
    -- archived_at_idx_<name> is the longest name made from it, and 63 bytes are the limit of a name.
    IF octet_length(queue_name) > 47 THEN
        RAISE EXCEPTION 'The queue name "%" is too long: % bytes.', queue_name, octet_length(queue_name)
            USING ERRCODE = 'PQ003', HINT = 'Give a name of 1 to 47 bytes.';
    END IF;
END;
$$;

COMMENT ON FUNCTION pgmq.validate_queue_name(text) IS 'Raises PQ003 for a name that is missing or longer than 47 bytes.';

CREATE FUNCTION pgmq.format_table_name(queue_name text, prefix text)
    RETURNS text
    LANGUAGE plpgsql
    IMMUTABLE
    SET search_path = pgmq, pg_temp
AS $$
BEGIN
    -- Clients of the extension rely on these being refused; safety rests on %I.
    IF queue_name ~ '\$|;|--|''' THEN
        RAISE EXCEPTION 'The queue name "%" holds one of the characters that are refused.', queue_name
            USING ERRCODE = 'PQ003', HINT = 'Leave out $, ;, -- and single quotes.';
    END IF;
    RETURN lower(prefix || '_' || queue_name);
END;
$$;

COMMENT ON FUNCTION pgmq.format_table_name(text, text)
    IS 'The table of a queue, in lower case and unquoted: prefix q for its messages, a for its archive. Raises PQ003.';

CREATE FUNCTION pgmq.create(queue_name text)
    RETURNS void
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = pgmq, pg_temp
AS $$
DECLARE
    v_live    CONSTANT text := pgmq.format_table_name($1, 'q');
    v_archive CONSTANT text := pgmq.format_table_name($1, 'a');
BEGIN
    PERFORM pgmq.validate_queue_name($1);
    -- Callers that create one queue at once wait for each other here, not on the catalog.
    PERFORM pg_advisory_xact_lock(hashtextextended('pgmq ' || v_live, 0));
    IF EXISTS (SELECT FROM pgmq.meta AS queue WHERE lower(queue.queue_name) = lower($1)) THEN
        RETURN;
    END IF;

    EXECUTE format(
        $table$
        CREATE TABLE pgmq.%I (
            msg_id      bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
            read_ct     integer     NOT NULL DEFAULT 0,
            enqueued_at timestamptz NOT NULL DEFAULT now(),
            vt          timestamptz NOT NULL,
            message     jsonb,
            headers     jsonb,
            CONSTRAINT %I PRIMARY KEY (msg_id)
        )
        -- Every message dies soon: a fifth of the table is too late for vacuum.
        WITH (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.01)
        $table$,
        v_live, v_live || '_pkey'
    );
    -- The order of reads. Messages that are not visible yet stand behind all that are.
    EXECUTE format('CREATE INDEX %I ON pgmq.%I (vt, msg_id)', v_live || '_vt_idx', v_live);
    EXECUTE format(
        $table$
        CREATE TABLE pgmq.%I (
            msg_id      bigint      NOT NULL,
            read_ct     integer     NOT NULL DEFAULT 0,
            enqueued_at timestamptz NOT NULL DEFAULT now(),
            archived_at timestamptz NOT NULL DEFAULT now(),
            vt          timestamptz NOT NULL,
            message     jsonb,
            headers     jsonb,
            CONSTRAINT %I PRIMARY KEY (msg_id)
        )
        $table$,
        v_archive, v_archive || '_pkey'
    );
    EXECUTE format('CREATE INDEX %I ON pgmq.%I (archived_at)', lower('archived_at_idx_' || $1), v_archive);
    INSERT INTO pgmq.meta (queue_name, is_partitioned, is_unlogged) VALUES ($1, false, false);
END;
$$;

COMMENT ON FUNCTION pgmq.create(text) IS 'Creates a queue; nothing changes where it is there already. Raises PQ003.';

CREATE FUNCTION pgmq.drop_queue(queue_name text)
    RETURNS boolean
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = pgmq, pg_temp
AS $$
DECLARE
    v_live    CONSTANT text := pgmq.format_table_name($1, 'q');
    v_archive CONSTANT text := pgmq.format_table_name($1, 'a');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('pgmq ' || v_live, 0));
    DELETE FROM pgmq.meta AS queue WHERE lower(queue.queue_name) = lower($1);
    IF NOT FOUND THEN
        RAISE NOTICE 'There is no queue "%".', $1;
        RETURN false;
    END IF;
    EXECUTE format('DROP TABLE pgmq.%I, pgmq.%I', v_live, v_archive);
    RETURN true;
END;
$$;

COMMENT ON FUNCTION pgmq.drop_queue(text) IS 'Drops a queue with its messages and its archive; false where there is none.';

CREATE FUNCTION pgmq.list_queues()
    RETURNS SETOF pgmq.queue_record
    LANGUAGE sql
    STABLE
    SET search_path = pgmq, pg_temp
AS $$
    SELECT queue.queue_name, queue.is_partitioned, queue.is_unlogged, queue.created_at
    FROM pgmq.meta AS queue
    ORDER BY queue.queue_name;
$$;

COMMENT ON FUNCTION pgmq.list_queues() IS 'All queues, by name.';

REVOKE EXECUTE ON FUNCTION pgmq.validate_queue_name(text)     FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.format_table_name(text, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.create(text)                  FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.drop_queue(text)              FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.list_queues()                 FROM PUBLIC;
