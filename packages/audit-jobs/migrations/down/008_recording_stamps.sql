ALTER TABLE audit_jobs.job_stages DROP COLUMN ended_stamp;
ALTER TABLE audit_jobs.jobs
    DROP COLUMN redacted_keys,
    DROP COLUMN summary_stamp,
    DROP COLUMN finished_stamp,
    DROP COLUMN accepted_stamp;
