DROP FUNCTION pgmq.purge_queue(text);
DROP FUNCTION pgmq.archive(text, bigint);
DROP FUNCTION pgmq.archive(text, bigint[]);
DROP FUNCTION pgmq.delete(text, bigint);
DROP FUNCTION pgmq.delete(text, bigint[]);
