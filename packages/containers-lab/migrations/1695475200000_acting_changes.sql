--! requires: 1695475100000_sessions
--
-- Changes that only some may make, with the acting person named in the call.
--
-- In a transaction that has an actor already, it must be the same person: a call does not
-- borrow somebody else's rights. Without one, the person acts for this call alone.

CREATE FUNCTION containers_lab.begin_acting(p_acting_user_id integer)
    RETURNS text
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_before text := coalesce(current_setting('app.current_user_id', true), '');
BEGIN
    IF p_acting_user_id IS NULL OR v_before NOT IN ('', p_acting_user_id::text) THEN
        RAISE EXCEPTION 'User % was to act where % acts.', coalesce(p_acting_user_id::text, 'null'), v_before
            USING ERRCODE = 'LB011', HINT = 'Name the person who acts in this transaction, or begin another.';
    END IF;
    PERFORM set_config('app.current_user_id', p_acting_user_id::text, true);
    RETURN v_before;
END;
$$;

COMMENT ON FUNCTION containers_lab.begin_acting(integer)
    IS 'Makes a person the actor, unless another is; gives the setting as it was, for its return.';

CREATE FUNCTION containers_lab.change_user_role(p_acting_user_id integer, p_user_id integer, p_role_name text)
    RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_before  text := containers_lab.begin_acting(p_acting_user_id);
    v_changed boolean := containers_lab.set_user_role(p_user_id, p_role_name);
BEGIN
    PERFORM set_config('app.current_user_id', v_before, true);
    RETURN v_changed;
END;
$$;

COMMENT ON FUNCTION containers_lab.change_user_role(integer, integer, text)
    IS 'Gives a person another role on behalf of somebody who may manage people; false when the person or the role does not exist.';

CREATE FUNCTION containers_lab.change_user_status(p_acting_user_id integer, p_user_id integer, p_status text)
    RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_before  text := containers_lab.begin_acting(p_acting_user_id);
    v_changed boolean := containers_lab.set_user_status(p_user_id, p_status);
BEGIN
    PERFORM set_config('app.current_user_id', v_before, true);
    RETURN v_changed;
END;
$$;

COMMENT ON FUNCTION containers_lab.change_user_status(integer, integer, text)
    IS 'Activates, disables or suspends a person on behalf of somebody who may manage people; false when the person does not exist.';

CREATE FUNCTION containers_lab.set_password(p_acting_user_id integer, p_user_id integer, p_password_hash text)
    RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_before text := containers_lab.begin_acting(p_acting_user_id);
    v_set    boolean;
BEGIN
    IF NOT (
        (p_acting_user_id = p_user_id AND containers_lab.current_actor() IS NOT NULL)
        OR containers_lab.actor_may('users:manage')
    ) THEN
        RAISE EXCEPTION 'The password of user % was to be set by somebody who may not.', p_user_id
            USING ERRCODE = 'LB011', HINT = 'A person sets their own; for another the actor needs the permission users:manage.';
    END IF;
    INSERT INTO containers_lab.local_auth AS credential (user_id, email, password_hash)
    SELECT holder.id, holder.email, p_password_hash
    FROM containers_lab.users AS holder
    WHERE holder.id = p_user_id
    ON CONFLICT (user_id) DO UPDATE
    SET password_hash = excluded.password_hash,
        email         = excluded.email,
        created_at    = now();
    v_set := FOUND;
    -- Whoever knew the old password is to be out.
    UPDATE containers_lab.sessions AS session
    SET revoked_at = clock_timestamp()
    WHERE v_set AND session.user_id = p_user_id AND session.revoked_at IS NULL;
    INSERT INTO containers_lab.audit_logs (actor_user_id, action, target_type, target_id)
    SELECT containers_lab.acting_user_id(), 'SET_PASSWORD', 'local_auth', p_user_id::text
    WHERE v_set;
    PERFORM set_config('app.current_user_id', v_before, true);
    RETURN v_set;
END;
$$;

COMMENT ON FUNCTION containers_lab.set_password(integer, integer, text)
    IS 'Sets the password of oneself or, with users:manage, of another, ends that person''s sessions and notes it; false when the person does not exist.';

CREATE FUNCTION containers_lab.upgrade_password_hash(p_user_id integer, p_old_hash text, p_new_hash text)
    RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    UPDATE containers_lab.local_auth AS credential
    SET password_hash = p_new_hash
    WHERE credential.user_id = p_user_id AND credential.password_hash = p_old_hash;
    RETURN FOUND;
END;
$$;

COMMENT ON FUNCTION containers_lab.upgrade_password_hash(integer, text, text)
    IS 'Replaces the digest of an unchanged password by a stronger one, at sign-in; false when it has changed meanwhile.';

CREATE FUNCTION containers_lab.save_role(p_acting_user_id integer, p_name text, p_description text, p_permissions text[])
    RETURNS integer
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_before  text := containers_lab.begin_acting(p_acting_user_id);
    v_id      integer;
    v_unknown text;
BEGIN
    IF NOT containers_lab.actor_may('users:manage') THEN
        RAISE EXCEPTION 'Role % was to be changed by somebody who may not.', p_name
            USING ERRCODE = 'LB011', HINT = 'The actor needs the permission users:manage.';
    END IF;
    SELECT wanted.name INTO v_unknown
    FROM unnest(p_permissions) AS wanted (name)
    WHERE NOT EXISTS (SELECT FROM containers_lab.permissions AS permission WHERE permission.name = wanted.name)
    LIMIT 1;
    IF v_unknown IS NOT NULL THEN
        RAISE EXCEPTION 'There is no permission %.', v_unknown
            USING ERRCODE = 'LB015', HINT = 'The table permissions lists them.';
    END IF;
    INSERT INTO containers_lab.roles AS role (name, description)
    VALUES (p_name, p_description)
    ON CONFLICT (name) DO UPDATE SET description = coalesce(excluded.description, role.description)
    RETURNING role.id INTO v_id;
    DELETE FROM containers_lab.role_permissions AS link
    USING containers_lab.permissions AS permission
    WHERE link.role_id = v_id AND permission.id = link.permission_id AND permission.name <> ALL (p_permissions);
    INSERT INTO containers_lab.role_permissions (role_id, permission_id)
    SELECT v_id, permission.id
    FROM containers_lab.permissions AS permission
    WHERE permission.name = ANY (p_permissions)
    ON CONFLICT (role_id, permission_id) DO NOTHING;
    INSERT INTO containers_lab.audit_logs (actor_user_id, action, target_type, target_id, meta)
    VALUES (containers_lab.acting_user_id(), 'SAVE_ROLE', 'roles', v_id::text, jsonb_build_object('permissions', p_permissions));
    PERFORM set_config('app.current_user_id', v_before, true);
    RETURN v_id;
END;
$$;

COMMENT ON FUNCTION containers_lab.save_role(integer, text, text, text[])
    IS 'Makes a role, or gives it exactly these permissions, on behalf of somebody who may manage people; gives its id.';

REVOKE EXECUTE ON FUNCTION
    containers_lab.begin_acting(integer),
    containers_lab.change_user_role(integer, integer, text),
    containers_lab.change_user_status(integer, integer, text),
    containers_lab.set_password(integer, integer, text),
    containers_lab.upgrade_password_hash(integer, text, text),
    containers_lab.save_role(integer, text, text, text[])
FROM PUBLIC;

GRANT EXECUTE ON FUNCTION
    containers_lab.change_user_role(integer, integer, text),
    containers_lab.change_user_status(integer, integer, text),
    containers_lab.set_password(integer, integer, text),
    containers_lab.upgrade_password_hash(integer, text, text),
    containers_lab.save_role(integer, text, text, text[])
TO app_role;
