-- Looking for people by a part of their name or address.
--
-- Works as it is; where the extension pg_trgm is installed, indexes make it fast. It is
-- not created here: an extension belongs to the whole database. Where it comes later,
-- create_search_indexes makes the indexes then.

CREATE FUNCTION containers_lab.create_search_indexes()
    RETURNS boolean
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_operators text;
BEGIN
    SELECT format('%I.gin_trgm_ops', space.nspname) INTO v_operators
    FROM pg_extension AS extension
    JOIN pg_namespace AS space ON space.oid = extension.extnamespace
    WHERE extension.extname = 'pg_trgm';
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    EXECUTE 'CREATE INDEX IF NOT EXISTS users_name_trgm_idx ON containers_lab.users USING gin (name '
        || v_operators || ')';
    EXECUTE 'CREATE INDEX IF NOT EXISTS users_email_trgm_idx ON containers_lab.users USING gin (email '
        || v_operators || ')';
    RETURN true;
END;
$$;

COMMENT ON FUNCTION containers_lab.create_search_indexes()
    IS 'Makes the trigram indexes of users where pg_trgm is installed; false where it is not. May be called again.';

REVOKE EXECUTE ON FUNCTION containers_lab.create_search_indexes() FROM PUBLIC;

SELECT containers_lab.create_search_indexes();
