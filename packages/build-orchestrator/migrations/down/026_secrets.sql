DROP FUNCTION build_orchestrator.add_registry_credential(varchar, varchar, text, varchar, bytea, bytea, varchar, integer, boolean);
DROP FUNCTION build_orchestrator.set_default_registry(varchar, uuid);
DROP VIEW build_orchestrator.registry_credential_summaries;
DROP INDEX build_orchestrator.idx_registry_credentials_encryption_key;
DROP INDEX build_orchestrator.idx_licenses_encryption_key;
ALTER TABLE build_orchestrator.registry_credentials
    DROP CONSTRAINT ck_registry_credentials_encryption_key,
    DROP COLUMN encryption_key_version;
ALTER TABLE build_orchestrator.licenses
    DROP CONSTRAINT ck_licenses_encryption_key,
    DROP COLUMN encryption_key_version,
    DROP COLUMN encryption_key_id;
