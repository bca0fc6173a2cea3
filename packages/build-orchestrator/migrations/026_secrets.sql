--! requires: 025_requests
--
-- Which key, and which version of it, each cipher text was made with, so that keys can be
-- rotated row by row; and what may be shown of a credential.

ALTER TABLE build_orchestrator.licenses
    ADD COLUMN encryption_key_id       varchar(100),
    ADD COLUMN encryption_key_version  integer,
    ADD CONSTRAINT ck_licenses_encryption_key
        CHECK (encryption_key_version > 0 AND (encryption_key_id IS NULL) = (encryption_key_version IS NULL));

COMMENT ON COLUMN build_orchestrator.licenses.encryption_key_id      IS 'The key that deciphers license_key; null where the application encrypted it by itself.';
COMMENT ON COLUMN build_orchestrator.licenses.encryption_key_version IS 'Which version of that key.';

ALTER TABLE build_orchestrator.registry_credentials
    ADD COLUMN encryption_key_version  integer  NOT NULL DEFAULT 1,
    ADD CONSTRAINT ck_registry_credentials_encryption_key CHECK (encryption_key_version > 0);

COMMENT ON COLUMN build_orchestrator.registry_credentials.encryption_key_version IS 'Which version of the key.';

-- What a rotation has left to do.
CREATE INDEX idx_licenses_encryption_key
    ON build_orchestrator.licenses (encryption_key_id, encryption_key_version) WHERE encryption_key_id IS NOT NULL;
CREATE INDEX idx_registry_credentials_encryption_key
    ON build_orchestrator.registry_credentials (encryption_key_id, encryption_key_version);

CREATE VIEW build_orchestrator.registry_credential_summaries
    WITH (security_invoker = true)
AS
SELECT credential.id,
    credential.customer_id,
    credential.registry_name,
    credential.registry_url,
    credential.registry_provider,
    credential.is_default,
    credential.is_active,
    credential.last_validated_at,
    credential.validation_status,
    credential.validation_error,
    credential.created_at,
    credential.updated_at,
    credential.revoked_at
FROM build_orchestrator.registry_credentials AS credential;

COMMENT ON VIEW build_orchestrator.registry_credential_summaries IS 'Registry credentials without their cipher texts.';

CREATE FUNCTION build_orchestrator.add_registry_credential(
    p_customer_id             varchar(100),
    p_registry_name           varchar(100),
    p_registry_url            text,
    p_registry_provider       varchar(50),
    p_username_encrypted      bytea,
    p_password_encrypted      bytea,
    p_encryption_key_id       varchar(100),
    p_encryption_key_version  integer,
    p_make_default            boolean  DEFAULT false
)
    RETURNS uuid
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_id     uuid;
    v_limit  integer;
    v_used   bigint;
BEGIN
    IF NOT EXISTS (
        SELECT FROM build_orchestrator.customers AS customer
        WHERE customer.customer_id = p_customer_id AND customer.deleted_at IS NULL
    ) THEN
        RAISE EXCEPTION 'Customer % does not exist.', p_customer_id
            USING ERRCODE = 'LB006', HINT = 'Sign the customer up first.';
    END IF;

    -- One after another, so that none slips past the count, and one default is left.
    PERFORM pg_advisory_xact_lock(
        'build_orchestrator.registry_credentials'::regclass::oid::integer, hashtext(p_customer_id)
    );
    SELECT license.max_registries
    INTO v_limit
    FROM build_orchestrator.licenses AS license
    WHERE license.customer_id = p_customer_id;
    SELECT count(*)
    INTO v_used
    FROM build_orchestrator.registry_credentials AS credential
    WHERE credential.customer_id = p_customer_id AND credential.is_active AND credential.revoked_at IS NULL;
    IF v_used >= v_limit THEN
        RAISE EXCEPTION 'Customer % has used up its registries: limit %, used %.', p_customer_id, v_limit, v_used
            USING ERRCODE = 'LB008', HINT = 'Revoke a credential, or raise max_registries.';
    END IF;

    INSERT INTO build_orchestrator.registry_credentials AS credential (
        customer_id, registry_name, registry_url, registry_provider, username_encrypted, password_encrypted,
        encryption_key_id, encryption_key_version
    )
    VALUES (
        p_customer_id, p_registry_name, p_registry_url, p_registry_provider, p_username_encrypted,
        p_password_encrypted, p_encryption_key_id, p_encryption_key_version
    )
    RETURNING credential.id INTO v_id;
    IF p_make_default THEN
        PERFORM build_orchestrator.set_default_registry(p_customer_id, v_id);
    END IF;
    RETURN v_id;
END
$$;

COMMENT ON FUNCTION build_orchestrator.add_registry_credential(varchar, varchar, text, varchar, bytea, bytea, varchar, integer, boolean)
    IS 'Stores a credential, as the default one if wanted, and returns its id. Refuses (LB008) more than the license allows.';

CREATE FUNCTION build_orchestrator.set_default_registry(p_customer_id varchar(100), p_credential_id uuid)
    RETURNS boolean
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(
        'build_orchestrator.registry_credentials'::regclass::oid::integer, hashtext(p_customer_id)
    );
    IF NOT EXISTS (
        SELECT FROM build_orchestrator.registry_credentials AS credential
        WHERE credential.id = p_credential_id
            AND credential.customer_id = p_customer_id
            AND credential.is_active
            AND credential.revoked_at IS NULL
    ) THEN
        RETURN false;
    END IF;
    UPDATE build_orchestrator.registry_credentials AS credential
    SET is_default = false
    WHERE credential.customer_id = p_customer_id
        AND credential.is_default
        AND credential.revoked_at IS NULL
        AND credential.id <> p_credential_id;
    UPDATE build_orchestrator.registry_credentials AS credential
    SET is_default = true
    WHERE credential.id = p_credential_id;
    RETURN true;
END
$$;

COMMENT ON FUNCTION build_orchestrator.set_default_registry(varchar, uuid)
    IS 'Makes one credential the default of its customer, and no other. False when it is not an active one of that customer.';

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.add_registry_credential(varchar, varchar, text, varchar, bytea, bytea, varchar, integer, boolean),
    build_orchestrator.set_default_registry(varchar, uuid)
FROM PUBLIC;
