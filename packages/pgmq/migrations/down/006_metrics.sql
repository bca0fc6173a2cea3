DROP FUNCTION pgmq.metrics_all();
DROP FUNCTION pgmq.metrics(text);
