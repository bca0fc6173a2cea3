DROP VIEW audit_jobs.v_jobs_summary;
DROP VIEW audit_jobs.v_job_last_stage;
DROP VIEW audit_jobs.v_job_stages;
