-- The registry of queues, and the shapes that the calls answer with.
--
-- Names, types and argument names of this schema are those of the extension pgmq 1.5,
-- so that a client written for it works unchanged, and so that the extension can be
-- provided in place of this package. Nothing here has a name that is not there as well.

CREATE SCHEMA IF NOT EXISTS pgmq;

-- A schema of this name that holds anything was made by somebody else, and stays untouched.
DO $$
DECLARE
    v_schema CONSTANT oid := to_regnamespace('pgmq');
BEGIN
    IF EXISTS (SELECT FROM pg_extension AS extension WHERE extension.extname = 'pgmq') THEN
        RAISE EXCEPTION 'The extension pgmq is installed in this database.'
            USING ERRCODE = 'PQ001',
                HINT = 'Name `pgmq` in `provided` of the stack: the extension is then used as it is.';
    END IF;
    IF EXISTS (SELECT FROM pg_class AS relation WHERE relation.relnamespace = v_schema)
        OR EXISTS (SELECT FROM pg_proc AS routine WHERE routine.pronamespace = v_schema)
        OR EXISTS (SELECT FROM pg_type AS type WHERE type.typnamespace = v_schema)
    THEN
        RAISE EXCEPTION 'The schema pgmq holds objects that this package did not make.'
            USING ERRCODE = 'PQ002',
                DETAIL = 'Its comment is: ' || coalesce(obj_description(v_schema, 'pg_namespace'), 'none'),
                HINT = 'Name `pgmq` in `provided` of the stack to use them; where the comment begins with '
                    '`schemata:pgmq` they are those of this package, and `schemata adopt` takes them over.';
    END IF;
END;
$$;

-- For programs: the first word tells this schema from the extension's.
COMMENT ON SCHEMA pgmq IS 'schemata:pgmq api=1.5 Message queues, by the calls of the extension pgmq.';

CREATE TYPE pgmq.message_record AS (
    msg_id      bigint,
    read_ct     integer,
    enqueued_at timestamptz,
    vt          timestamptz,
    message     jsonb,
    headers     jsonb
);

COMMENT ON TYPE pgmq.message_record IS 'A message as read, pop and set_vt give it.';

CREATE TYPE pgmq.queue_record AS (
    queue_name     varchar,
    is_partitioned boolean,
    is_unlogged    boolean,
    created_at     timestamptz
);

COMMENT ON TYPE pgmq.queue_record IS 'A queue as list_queues gives it.';

CREATE TYPE pgmq.metrics_result AS (
    queue_name           text,
    queue_length         bigint,
    newest_msg_age_sec   integer,
    oldest_msg_age_sec   integer,
    total_messages       bigint,
    scrape_time          timestamptz,
    queue_visible_length bigint
);

COMMENT ON TYPE pgmq.metrics_result IS 'What metrics says of a queue.';

CREATE TABLE pgmq.meta (
    queue_name     varchar     NOT NULL,
    is_partitioned boolean     NOT NULL,
    is_unlogged    boolean     NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT meta_queue_name_key UNIQUE (queue_name)
);

COMMENT ON TABLE  pgmq.meta                IS 'The queues there are. Written by create and drop_queue only.';
COMMENT ON COLUMN pgmq.meta.queue_name     IS 'As it was first given. Names that differ in case only are one queue.';
COMMENT ON COLUMN pgmq.meta.is_partitioned IS 'Always false here: queues are plain tables.';
COMMENT ON COLUMN pgmq.meta.is_unlogged    IS 'Always false here: a message that was sent outlives a crash.';
COMMENT ON COLUMN pgmq.meta.created_at     IS 'When the queue was created.';
