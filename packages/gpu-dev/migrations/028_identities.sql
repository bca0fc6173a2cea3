--! requires: 011_account_rules
--
-- Users who log in through an identity provider. The provider's own id of the person
-- decides who it is, never a name or an address.

ALTER TABLE gpu_dev.api_users
    ADD COLUMN IF NOT EXISTS oidc_subject varchar(512),
    ADD COLUMN IF NOT EXISTS oidc_issuer  varchar(512),
    ADD CONSTRAINT ck_api_users_identity CHECK ((oidc_subject IS NULL) = (oidc_issuer IS NULL));

COMMENT ON COLUMN gpu_dev.api_users.oidc_subject IS 'The provider''s id of the user.';
COMMENT ON COLUMN gpu_dev.api_users.oidc_issuer  IS 'The identity provider.';

CREATE UNIQUE INDEX uq_api_users_identity ON gpu_dev.api_users (oidc_issuer, oidc_subject)
    WHERE oidc_subject IS NOT NULL;
