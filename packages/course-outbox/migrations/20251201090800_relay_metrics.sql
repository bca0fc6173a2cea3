--! requires: 20251201090700_job_receipts
--
-- What the outbox reports that its rows do not say: which relays live, and how requests,
-- batches and safety layers went, minute by minute. Kept here so that no restart forgets it
-- and several processes add up.

CREATE TABLE course_outbox.relay_heartbeats (
    relay_id      text          NOT NULL,
    target_queue  varchar(100)  NOT NULL,
    state         text          NOT NULL,
    reason        text,
    started_at    timestamptz   NOT NULL DEFAULT now(),
    seen_at       timestamptz   NOT NULL DEFAULT now(),

    CONSTRAINT pk_relay_heartbeats PRIMARY KEY (relay_id),
    CONSTRAINT ck_relay_heartbeats_state CHECK (state IN ('running', 'paused', 'stopping'))
);

COMMENT ON TABLE  course_outbox.relay_heartbeats              IS 'A relay that runs, or was killed and not yet forgotten.';
COMMENT ON COLUMN course_outbox.relay_heartbeats.relay_id     IS 'Of one process from its start to its end.';
COMMENT ON COLUMN course_outbox.relay_heartbeats.target_queue IS 'The queue it serves.';
COMMENT ON COLUMN course_outbox.relay_heartbeats.state        IS 'Paused: the queue is away or full.';
COMMENT ON COLUMN course_outbox.relay_heartbeats.reason       IS 'Why it is paused, in one word.';
COMMENT ON COLUMN course_outbox.relay_heartbeats.started_at   IS 'When it was started.';
COMMENT ON COLUMN course_outbox.relay_heartbeats.seen_at      IS 'When it last said so; one that is silent for a minute counts as dead.';

CREATE TABLE course_outbox.metric_minutes (
    metric   text              NOT NULL,
    minute   timestamptz       NOT NULL,
    count    bigint            NOT NULL,
    total    double precision  NOT NULL,
    buckets  bigint[]          NOT NULL,

    CONSTRAINT pk_metric_minutes PRIMARY KEY (metric, minute),
    CONSTRAINT ck_metric_minutes_count CHECK (count >= 0),
    CONSTRAINT ck_metric_minutes_buckets CHECK (cardinality(buckets) = 12)
);

COMMENT ON TABLE  course_outbox.metric_minutes         IS 'What was observed of one metric in one minute, by all processes together.';
COMMENT ON COLUMN course_outbox.metric_minutes.metric  IS 'What was observed.';
COMMENT ON COLUMN course_outbox.metric_minutes.minute  IS 'The minute, by the clock of the database.';
COMMENT ON COLUMN course_outbox.metric_minutes.count   IS 'How many observations.';
COMMENT ON COLUMN course_outbox.metric_minutes.total   IS 'Their sum; of times, milliseconds.';
COMMENT ON COLUMN course_outbox.metric_minutes.buckets IS 'How many were up to 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, and above.';

-- Serves the clean-up, which goes by age alone.
CREATE INDEX idx_metric_minutes_minute ON course_outbox.metric_minutes (minute);

COMMENT ON INDEX course_outbox.idx_metric_minutes_minute IS 'Observations by age.';

ALTER TABLE course_outbox.relay_heartbeats ENABLE ROW LEVEL SECURITY;
ALTER TABLE course_outbox.metric_minutes   ENABLE ROW LEVEL SECURITY;

CREATE POLICY relay_heartbeats_system_only ON course_outbox.relay_heartbeats
    FOR ALL TO service_role USING (true) WITH CHECK (true);
CREATE POLICY metric_minutes_system_only ON course_outbox.metric_minutes
    FOR ALL TO service_role USING (true) WITH CHECK (true);

COMMENT ON POLICY relay_heartbeats_system_only ON course_outbox.relay_heartbeats IS 'Nobody but the service role.';
COMMENT ON POLICY metric_minutes_system_only ON course_outbox.metric_minutes     IS 'Nobody but the service role.';

REVOKE ALL ON TABLE course_outbox.relay_heartbeats FROM PUBLIC, anon, authenticated;
REVOKE ALL ON TABLE course_outbox.metric_minutes   FROM PUBLIC, anon, authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE course_outbox.relay_heartbeats TO service_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE course_outbox.metric_minutes   TO service_role;

CREATE FUNCTION course_outbox.record_metrics(p_observations jsonb)
    RETURNS void
    LANGUAGE sql
    VOLATILE
    SET search_path = course_outbox, pg_temp
AS $$
    INSERT INTO course_outbox.metric_minutes AS known (metric, minute, count, total, buckets)
    SELECT observed.metric, date_trunc('minute', clock_timestamp()), observed.count, observed.total, observed.buckets
    FROM jsonb_to_recordset(p_observations) AS observed (metric text, count bigint, total float8, buckets bigint[])
    -- In one order everywhere, so that two processes cannot wait for one another.
    ORDER BY observed.metric
    ON CONFLICT (metric, minute) DO UPDATE
    SET count   = known.count + excluded.count,
        total   = known.total + excluded.total,
        buckets = ARRAY(
            SELECT pair.before + pair.added
            FROM unnest(known.buckets, excluded.buckets) WITH ORDINALITY AS pair (before, added, place)
            ORDER BY pair.place
        );
$$;

COMMENT ON FUNCTION course_outbox.record_metrics(jsonb)
    IS 'Adds observations to the present minute: a list of metric, count, total and the twelve buckets.';

CREATE FUNCTION course_outbox.purge_relay_metrics(p_older_than interval)
    RETURNS bigint
    LANGUAGE sql
    VOLATILE
    SET search_path = course_outbox, pg_temp
AS $$
    WITH silent AS (
        DELETE FROM course_outbox.relay_heartbeats AS relay
        WHERE relay.seen_at < clock_timestamp() - interval '1 hour'
    ), old AS (
        DELETE FROM course_outbox.metric_minutes AS observed
        WHERE observed.minute < clock_timestamp() - p_older_than
        RETURNING 1
    )
    SELECT count(*) FROM old;
$$;

COMMENT ON FUNCTION course_outbox.purge_relay_metrics(interval)
    IS 'Deletes old minutes and relays that fell silent an hour ago; gives how many minutes. Relays call it daily.';

REVOKE ALL ON FUNCTION course_outbox.record_metrics(jsonb)         FROM PUBLIC, anon, authenticated;
REVOKE ALL ON FUNCTION course_outbox.purge_relay_metrics(interval) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION course_outbox.record_metrics(jsonb)         TO service_role;
GRANT EXECUTE ON FUNCTION course_outbox.purge_relay_metrics(interval) TO service_role;
