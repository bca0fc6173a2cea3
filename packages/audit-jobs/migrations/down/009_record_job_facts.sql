DROP FUNCTION audit_jobs.record_job_facts(json);
