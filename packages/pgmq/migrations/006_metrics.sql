--! requires: 002_queues
--
-- Depth and age of queues. Counting reads the whole queue: for gauges, not for loops.

CREATE FUNCTION pgmq.metrics(queue_name text)
    RETURNS pgmq.metrics_result
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = pgmq, pg_temp
AS $$
DECLARE
    v_live   CONSTANT text := pgmq.format_table_name($1, 'q');
    v_result pgmq.metrics_result;
BEGIN
    EXECUTE format(
        $query$
        SELECT
            $1,
            count(*),
            extract(epoch FROM $2 - max(message.enqueued_at))::integer,
            extract(epoch FROM $2 - min(message.enqueued_at))::integer,
            coalesce(pg_sequence_last_value(pg_get_serial_sequence($3, 'msg_id')::regclass), 0),
            $2,
            count(*) FILTER (WHERE message.vt <= $2)
        FROM pgmq.%I AS message
        $query$,
        v_live
    ) INTO v_result USING $1, clock_timestamp(), format('pgmq.%I', v_live);
    RETURN v_result;
END;
$$;

COMMENT ON FUNCTION pgmq.metrics(text)
    IS 'Depth, visible depth, ages in seconds and how many ids were ever given out. Ages are NULL for an empty queue.';

CREATE FUNCTION pgmq.metrics_all()
    RETURNS SETOF pgmq.metrics_result
    LANGUAGE sql
    VOLATILE
    SET search_path = pgmq, pg_temp
AS $$
    SELECT
        result.queue_name, result.queue_length, result.newest_msg_age_sec, result.oldest_msg_age_sec,
        result.total_messages, result.scrape_time, result.queue_visible_length
    FROM pgmq.meta AS queue
    CROSS JOIN LATERAL pgmq.metrics(queue.queue_name) AS result
    ORDER BY queue.queue_name;
$$;

COMMENT ON FUNCTION pgmq.metrics_all() IS 'What metrics says of every queue, by name.';

REVOKE EXECUTE ON FUNCTION pgmq.metrics(text)  FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pgmq.metrics_all()  FROM PUBLIC;
