DROP TABLE audit_jobs.job_stages;
DROP TABLE audit_jobs.jobs;
DROP TABLE audit_jobs.migrations_log;
DROP SCHEMA audit_jobs;
