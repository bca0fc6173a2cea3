DROP VIEW audit_jobs.job_stage_summary;
DROP VIEW audit_jobs.recent_jobs;
DROP VIEW audit_jobs.job_metrics_by_bot;
