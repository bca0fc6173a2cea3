DROP FUNCTION containers_lab.verify_audit_logs(bytea);
