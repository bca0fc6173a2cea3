DROP FUNCTION course_outbox.claim_jobs(text, integer, text, integer);
DROP FUNCTION course_outbox.lock_jobs(text, integer);
