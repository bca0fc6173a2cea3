DROP FUNCTION audit_jobs.mask_keys(jsonb, text[]);
