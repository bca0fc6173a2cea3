--! requires: 001_users
--
-- Who the current request speaks for.
--
-- The application, or a gateway such as PostgREST, states it in settings of the
-- transaction: all claims of the token as JSON in request.jwt.claims, or, as older
-- gateways do, one claim each in request.jwt.claim.<name>. Where both are set the
-- single claim wins, as it does on the hosts this package stands in for.
--
-- What is unset, empty or unreadable is NULL: a row security policy that compares
-- with it then matches no row, and the query itself goes on.

CREATE FUNCTION auth.jwt()
    RETURNS jsonb
    LANGUAGE plpgsql
    STABLE
    SET search_path = ''
AS $$
DECLARE
    v_claims text := coalesce(
        nullif(current_setting('request.jwt.claim', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')
    );
BEGIN
    IF v_claims IS NULL OR jsonb_typeof(v_claims::jsonb) <> 'object' THEN
        RETURN NULL;
    END IF;
    RETURN v_claims::jsonb;
EXCEPTION
    -- Every way in which a text can fail to be JSON.
    WHEN data_exception THEN
        RETURN NULL;
END;
$$;

COMMENT ON FUNCTION auth.jwt()
    IS 'All claims of the request as an object; NULL when there are none or they cannot be read.';

CREATE FUNCTION auth.uid()
    RETURNS uuid
    LANGUAGE plpgsql
    STABLE
    SET search_path = ''
AS $$
DECLARE
    v_subject text := coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        auth.jwt() ->> 'sub'
    );
BEGIN
    -- Tokens of other issuers may carry subjects that are no uuid: not a user of ours.
    IF v_subject ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN
        RETURN v_subject::uuid;
    END IF;
    RETURN NULL;
END;
$$;

COMMENT ON FUNCTION auth.uid()
    IS 'The user the request speaks for; NULL when there is none. In a policy, call it in a scalar sub-select: once a query.';

CREATE FUNCTION auth.role()
    RETURNS text
    LANGUAGE plpgsql
    STABLE
    SET search_path = ''
AS $$
BEGIN
    RETURN coalesce(
        nullif(current_setting('request.jwt.claim.role', true), ''),
        auth.jwt() ->> 'role'
    );
END;
$$;

COMMENT ON FUNCTION auth.role()
    IS 'The role claim of the request; not necessarily the database role in force.';

CREATE FUNCTION auth.email()
    RETURNS text
    LANGUAGE plpgsql
    STABLE
    SET search_path = ''
AS $$
BEGIN
    RETURN coalesce(
        nullif(current_setting('request.jwt.claim.email', true), ''),
        auth.jwt() ->> 'email'
    );
END;
$$;

COMMENT ON FUNCTION auth.email()
    IS 'The address claim of the request; NULL when there is none.';

GRANT USAGE ON SCHEMA auth TO anon, authenticated, service_role;

-- PUBLIC keeps EXECUTE: policies of other schemas call these for every role, and they
-- tell a session nothing but its own settings. The grants hold where an administrator
-- has taken EXECUTE from PUBLIC by default.
GRANT EXECUTE ON FUNCTION auth.jwt()   TO anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION auth.uid()   TO anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION auth.role()  TO anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION auth.email() TO anon, authenticated, service_role;
