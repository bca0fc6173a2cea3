--! requires: 1695472900000_local_auth
--! requires: 1695473400000_permissions
--
-- What happens before anybody acts, and what nobody may do to themselves.
--
-- Registration and sign-in have no actor yet, so that no policy would let them through;
-- these functions do exactly that much as the owner of the schema.

CREATE FUNCTION containers_lab.register_user(p_name text, p_email text, p_password_hash text)
    RETURNS integer
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_id integer;
BEGIN
    INSERT INTO containers_lab.users (azure_ad_id, name, email, role_id)
    SELECT 'local:' || gen_random_uuid(), p_name, lower(p_email), role.id
    FROM containers_lab.roles AS role
    WHERE role.name = 'employee'
    RETURNING id INTO v_id;
    IF v_id IS NULL THEN
        RAISE EXCEPTION 'Nobody can be registered: the role employee does not exist.'
            USING ERRCODE = 'LB012', HINT = 'Insert the role; new people begin with it.';
    END IF;
    INSERT INTO containers_lab.local_auth (user_id, email, password_hash) VALUES (v_id, lower(p_email), p_password_hash);
    RETURN v_id;
END;
$$;

COMMENT ON FUNCTION containers_lab.register_user(text, text, text)
    IS 'Registers a person with the role employee and the hash of their password; gives their id.';

CREATE FUNCTION containers_lab.find_sign_in(p_email text)
    RETURNS TABLE (user_id integer, name text, email text, role_name text, password_hash text)
    LANGUAGE sql
    STABLE
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
    SELECT holder.id, holder.name, holder.email, role.name, credential.password_hash
    FROM containers_lab.users AS holder
    JOIN containers_lab.roles AS role ON role.id = holder.role_id
    JOIN containers_lab.local_auth AS credential ON credential.user_id = holder.id
    WHERE lower(holder.email) = lower(p_email) AND holder.status = 'active';
$$;

COMMENT ON FUNCTION containers_lab.find_sign_in(text)
    IS 'The active person with an address, whatever its letter case, and the hash to compare; no row for one without a password.';

CREATE FUNCTION containers_lab.set_user_role(p_user_id integer, p_role_name text)
    RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    IF NOT containers_lab.actor_may('users:manage') THEN
        RAISE EXCEPTION 'The role of user % was to be changed by somebody who may not.', p_user_id
            USING ERRCODE = 'LB011', HINT = 'The actor needs the permission users:manage.';
    END IF;
    UPDATE containers_lab.users AS holder
    SET role_id = role.id
    FROM containers_lab.roles AS role
    WHERE holder.id = p_user_id AND role.name = p_role_name;
    RETURN FOUND;
END;
$$;

COMMENT ON FUNCTION containers_lab.set_user_role(integer, text)
    IS 'Gives a person another role, if the actor may manage people; false when the person or the role does not exist.';

CREATE FUNCTION containers_lab.set_user_status(p_user_id integer, p_status text)
    RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    IF NOT containers_lab.actor_may('users:manage') THEN
        RAISE EXCEPTION 'The status of user % was to be changed by somebody who may not.', p_user_id
            USING ERRCODE = 'LB011', HINT = 'The actor needs the permission users:manage.';
    END IF;
    UPDATE containers_lab.users AS holder SET status = p_status WHERE holder.id = p_user_id;
    RETURN FOUND;
END;
$$;

COMMENT ON FUNCTION containers_lab.set_user_status(integer, text)
    IS 'Activates, disables or suspends a person, if the actor may manage people; false when the person does not exist.';

REVOKE EXECUTE ON FUNCTION
    containers_lab.register_user(text, text, text),
    containers_lab.find_sign_in(text),
    containers_lab.set_user_role(integer, text),
    containers_lab.set_user_status(integer, text)
FROM PUBLIC;

GRANT EXECUTE ON FUNCTION
    containers_lab.register_user(text, text, text),
    containers_lab.find_sign_in(text),
    containers_lab.set_user_role(integer, text),
    containers_lab.set_user_status(integer, text)
TO app_role;
