DROP INDEX gpu_dev.uq_api_users_identity;
ALTER TABLE gpu_dev.api_users
    DROP CONSTRAINT ck_api_users_identity,
    DROP COLUMN oidc_issuer,
    DROP COLUMN oidc_subject;
