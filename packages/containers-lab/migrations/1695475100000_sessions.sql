--! requires: 1695473900000_sign_in
--
-- The life of a sign-in: opened, used, prolonged, ended.
--
-- Of its token only the SHA-256 is kept; the token is told once, to whoever signs in.
-- Whoever presents a token has no actor yet, hence the rights of the owner; each function
-- does no more than the token, or the password that was checked before, allows.

ALTER TABLE containers_lab.sessions ADD COLUMN revoked_at timestamptz;

COMMENT ON COLUMN containers_lab.sessions.revoked_at IS 'When it was ended ahead of its time.';

-- Serves the look-up by token, and refuses one token for two sessions.
CREATE UNIQUE INDEX uq_sessions_refresh_token_hash ON containers_lab.sessions (refresh_token_hash);

-- Serves the sweep of what has expired.
CREATE INDEX idx_sessions_token_expires_at ON containers_lab.sessions (token_expires_at);

CREATE FUNCTION containers_lab.open_session(
    p_user_id              integer,
    p_external_id          text,
    p_token_hash           text,
    p_valid_for            interval,
    p_provider             text DEFAULT 'local',
    p_provider_account_id  text DEFAULT NULL,
    p_meta                 jsonb DEFAULT NULL
)
    RETURNS TABLE (session_id bigint, user_id integer, name text, email text, role_name text, expires_at timestamptz)
    LANGUAGE sql
    VOLATILE
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
    WITH opened AS (
        INSERT INTO containers_lab.sessions
            (user_id, provider, provider_account_id, token_expires_at, refresh_token_hash, meta, last_active_at)
        SELECT
            holder.id, p_provider, p_provider_account_id, clock_timestamp() + p_valid_for, p_token_hash, p_meta,
            clock_timestamp()
        FROM containers_lab.users AS holder
        WHERE (holder.id = p_user_id OR holder.azure_ad_id = p_external_id) AND holder.status = 'active'
        RETURNING id, user_id, token_expires_at
    ), noted AS (
        INSERT INTO containers_lab.audit_logs (actor_user_id, action, target_type, target_id, meta)
        SELECT opened.user_id, 'SIGN_IN', 'sessions', opened.id::text, jsonb_build_object('provider', p_provider)
        FROM opened
    )
    SELECT opened.id, holder.id, holder.name, holder.email, role.name, opened.token_expires_at
    FROM opened
    JOIN containers_lab.users AS holder ON holder.id = opened.user_id
    JOIN containers_lab.roles AS role ON role.id = holder.role_id;
$$;

COMMENT ON FUNCTION containers_lab.open_session(integer, text, text, interval, text, text, jsonb)
    IS 'Opens a session for an active person, known by id or by their id at the identity provider, and notes it; no row for anybody else.';

-- Activity is written once a minute, not at every request.
CREATE FUNCTION containers_lab.use_session(p_token_hash text)
    RETURNS TABLE (session_id bigint, user_id integer, name text, email text, role_name text, expires_at timestamptz)
    LANGUAGE sql
    VOLATILE
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
    WITH valid AS (
        SELECT
            session.id, session.last_active_at, session.token_expires_at,
            holder.id AS user_id, holder.name, holder.email, role.name AS role_name
        FROM containers_lab.sessions AS session
        JOIN containers_lab.users AS holder ON holder.id = session.user_id
        JOIN containers_lab.roles AS role ON role.id = holder.role_id
        WHERE session.refresh_token_hash = p_token_hash
            AND session.revoked_at IS NULL
            AND session.token_expires_at > clock_timestamp()
            AND holder.status = 'active'
    ), seen AS (
        UPDATE containers_lab.sessions AS session
        SET last_active_at = clock_timestamp()
        FROM valid
        WHERE session.id = valid.id
            AND (valid.last_active_at < clock_timestamp() - interval '1 minute') IS NOT FALSE
    )
    SELECT valid.id, valid.user_id, valid.name, valid.email, valid.role_name, valid.token_expires_at
    FROM valid;
$$;

COMMENT ON FUNCTION containers_lab.use_session(text)
    IS 'Whose session a token digest belongs to; no row when it is unknown, expired or ended, or its holder is not active.';

CREATE FUNCTION containers_lab.rotate_session(p_token_hash text, p_new_token_hash text, p_valid_for interval)
    RETURNS TABLE (session_id bigint, user_id integer, expires_at timestamptz)
    LANGUAGE sql
    VOLATILE
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
    UPDATE containers_lab.sessions AS session
    SET refresh_token_hash = p_new_token_hash,
        token_expires_at   = clock_timestamp() + p_valid_for,
        last_active_at     = clock_timestamp()
    FROM containers_lab.users AS holder
    WHERE session.refresh_token_hash = p_token_hash
        AND session.revoked_at IS NULL
        AND session.token_expires_at > clock_timestamp()
        AND holder.id = session.user_id
        AND holder.status = 'active'
    RETURNING session.id, session.user_id, session.token_expires_at;
$$;

COMMENT ON FUNCTION containers_lab.rotate_session(text, text, interval)
    IS 'Prolongs a session under a new token; the old one is worth nothing from then on. Of two callers at once one gets a row.';

CREATE FUNCTION containers_lab.end_session(p_token_hash text)
    RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    UPDATE containers_lab.sessions AS session
    SET revoked_at = clock_timestamp()
    WHERE session.refresh_token_hash = p_token_hash AND session.revoked_at IS NULL;
    RETURN FOUND;
END;
$$;

COMMENT ON FUNCTION containers_lab.end_session(text) IS 'Ends the session of a token digest; false when there is none or it was over.';

REVOKE EXECUTE ON FUNCTION
    containers_lab.open_session(integer, text, text, interval, text, text, jsonb),
    containers_lab.use_session(text),
    containers_lab.rotate_session(text, text, interval),
    containers_lab.end_session(text)
FROM PUBLIC;

GRANT EXECUTE ON FUNCTION
    containers_lab.open_session(integer, text, text, interval, text, text, jsonb),
    containers_lab.use_session(text),
    containers_lab.rotate_session(text, text, interval),
    containers_lab.end_session(text)
TO app_role;
