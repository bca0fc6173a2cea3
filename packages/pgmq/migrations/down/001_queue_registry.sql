DROP TABLE pgmq.meta;
DROP TYPE pgmq.metrics_result;
DROP TYPE pgmq.queue_record;
DROP TYPE pgmq.message_record;

-- Left where the schema was there before the package and so outlives it.
COMMENT ON SCHEMA pgmq IS NULL;

DROP SCHEMA pgmq;
