DROP FUNCTION course_outbox.purge_relay_metrics(interval);
DROP FUNCTION course_outbox.record_metrics(jsonb);
DROP TABLE course_outbox.metric_minutes;
DROP TABLE course_outbox.relay_heartbeats;
