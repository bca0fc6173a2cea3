DROP FUNCTION pgmq.set_vt(text, bigint, integer);
DROP FUNCTION pgmq.pop(text);
DROP FUNCTION pgmq.read_with_poll(text, integer, integer, integer, integer, jsonb);
DROP FUNCTION pgmq.read(text, integer, integer, jsonb);
