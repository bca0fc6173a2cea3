-- Queues go with the functions that made them.
DO $$
DECLARE
    v_name text;
BEGIN
    FOR v_name IN SELECT queue.queue_name FROM pgmq.meta AS queue LOOP
        PERFORM pgmq.drop_queue(v_name);
    END LOOP;
END;
$$;

DROP FUNCTION pgmq.list_queues();
DROP FUNCTION pgmq.drop_queue(text);
DROP FUNCTION pgmq.create(text);
DROP FUNCTION pgmq.format_table_name(text, text);
DROP FUNCTION pgmq.validate_queue_name(text);
