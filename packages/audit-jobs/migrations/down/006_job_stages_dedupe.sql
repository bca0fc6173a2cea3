-- The duplicates do not come back; they said nothing that the rows kept do not say.
ALTER TABLE audit_jobs.job_stages DROP CONSTRAINT uq_job_stages_job_id_stage_name_started_at;
