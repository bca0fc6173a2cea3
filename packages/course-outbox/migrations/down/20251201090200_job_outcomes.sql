DROP FUNCTION course_outbox.sweep_jobs(integer);
DROP FUNCTION course_outbox.extend_job_leases(uuid[], bigint[], integer);
DROP FUNCTION course_outbox.release_jobs(uuid[], bigint[]);
DROP FUNCTION course_outbox.fail_jobs(uuid[], bigint[], text[], bigint[]);
DROP FUNCTION course_outbox.complete_jobs(uuid[], bigint[]);
