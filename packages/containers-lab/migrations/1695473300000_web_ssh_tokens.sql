--! requires: 1695471600000_web_ssh_sessions
--
-- The life of a shell in the browser: opened, used, ended.

CREATE FUNCTION containers_lab.open_web_ssh_session(
    p_user_id       integer,
    p_container_id  integer,
    p_valid_for     interval DEFAULT '8 hours',
    p_client_ip     text DEFAULT NULL,
    p_user_agent    text DEFAULT NULL
)
    RETURNS text
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    -- Two random ids: 244 bits from the operating system's generator.
    v_token text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
BEGIN
    INSERT INTO containers_lab.web_ssh_sessions (user_id, container_id, session_token, expires_at, client_ip, user_agent)
    VALUES (p_user_id, p_container_id, v_token, now() + p_valid_for, p_client_ip, p_user_agent);
    RETURN v_token;
END;
$$;

COMMENT ON FUNCTION containers_lab.open_web_ssh_session(integer, integer, interval, text, text)
    IS 'Opens a session and gives its token, which is told this once and kept nowhere.';

CREATE FUNCTION containers_lab.use_web_ssh_session(p_token text)
    RETURNS TABLE (id bigint, user_id integer, container_id integer, expires_at timestamptz)
    LANGUAGE sql
    VOLATILE
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
    UPDATE containers_lab.web_ssh_sessions AS session
    SET last_active_at = clock_timestamp()
    FROM containers_lab.users AS holder
    WHERE session.token_hash = encode(sha256(convert_to(p_token, 'UTF8')), 'hex')
        AND session.status = 'active'
        AND session.expires_at > clock_timestamp()
        AND holder.id = session.user_id
        AND holder.status = 'active'
    RETURNING session.id, session.user_id, session.container_id, session.expires_at;
$$;

COMMENT ON FUNCTION containers_lab.use_web_ssh_session(text)
    IS 'Whose shell a token opens, and where; no row when it is unknown, expired or ended, or its holder is not active.';

CREATE FUNCTION containers_lab.revoke_web_ssh_session(p_id bigint)
    RETURNS boolean
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    UPDATE containers_lab.web_ssh_sessions AS session SET status = 'revoked' WHERE session.id = p_id AND session.status = 'active';
    RETURN FOUND;
END;
$$;

COMMENT ON FUNCTION containers_lab.revoke_web_ssh_session(bigint) IS 'Ends a session at once; false when it was over.';

CREATE FUNCTION containers_lab.delete_expired_web_ssh_sessions()
    RETURNS bigint
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_deleted bigint;
BEGIN
    DELETE FROM containers_lab.web_ssh_sessions AS session WHERE session.expires_at < now();
    GET DIAGNOSTICS v_deleted = ROW_COUNT;
    RETURN v_deleted;
END;
$$;

COMMENT ON FUNCTION containers_lab.delete_expired_web_ssh_sessions() IS 'Deletes sessions whose time has passed; gives their number.';

REVOKE EXECUTE ON FUNCTION
    containers_lab.open_web_ssh_session(integer, integer, interval, text, text),
    containers_lab.use_web_ssh_session(text),
    containers_lab.revoke_web_ssh_session(bigint),
    containers_lab.delete_expired_web_ssh_sessions()
FROM PUBLIC;
