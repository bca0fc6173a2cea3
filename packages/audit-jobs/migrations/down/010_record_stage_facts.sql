DROP FUNCTION audit_jobs.record_stage_facts(json);
DROP FUNCTION audit_jobs.merge_objects(jsonb, jsonb);
