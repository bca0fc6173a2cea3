DROP TABLE audit_jobs.job_events;
