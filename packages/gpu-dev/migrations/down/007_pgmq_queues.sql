-- Another install in this database, under another name, would lose its messages.
DO $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_class AS relation
        WHERE relation.relname = 'alb_target_groups' AND relation.relkind = 'r'
            AND relation.relnamespace <> 'gpu_dev'::regnamespace
    ) THEN
        PERFORM pgmq.drop_queue('disk_operations');
        PERFORM pgmq.drop_queue('gpu_reservations');
    END IF;
END;
$$;
