--! requires: 1695473400000_permissions
--
-- Who sees what concerns a person: nobody but that person and, but for credentials and
-- messages, whoever may manage people.
--
-- Roles and states of people are changed by functions of their own: the columns are not
-- granted, so that nobody can promote themselves.

ALTER TABLE containers_lab.users ENABLE ROW LEVEL SECURITY;

CREATE POLICY users_select ON containers_lab.users
    FOR SELECT
    TO app_role, readonly_role
    USING (
        id BETWEEN (SELECT containers_lab.first_visible_owner('users:manage')) AND (SELECT containers_lab.last_visible_owner('users:manage'))
    );

CREATE POLICY users_insert ON containers_lab.users
    FOR INSERT
    TO app_role
    WITH CHECK (
        (SELECT containers_lab.actor_may('users:manage'))
    );

CREATE POLICY users_update ON containers_lab.users
    FOR UPDATE
    TO app_role
    USING (
        id BETWEEN (SELECT containers_lab.first_visible_owner('users:manage')) AND (SELECT containers_lab.last_visible_owner('users:manage'))
    )
    WITH CHECK (
        id BETWEEN (SELECT containers_lab.first_visible_owner('users:manage')) AND (SELECT containers_lab.last_visible_owner('users:manage'))
    );

CREATE POLICY users_delete ON containers_lab.users
    FOR DELETE
    TO app_role
    USING (
        id BETWEEN (SELECT containers_lab.first_visible_owner('users:manage')) AND (SELECT containers_lab.last_visible_owner('users:manage'))
    );

GRANT SELECT, INSERT, DELETE ON containers_lab.users TO app_role;
GRANT UPDATE (name, email, public_ssh_key, provisioning_pref, profile_pic) ON containers_lab.users TO app_role;
GRANT SELECT ON containers_lab.users TO readonly_role;

ALTER TABLE containers_lab.user_teams ENABLE ROW LEVEL SECURITY;

CREATE POLICY user_teams_select ON containers_lab.user_teams
    FOR SELECT
    TO app_role, readonly_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
        OR team_id = ANY ((SELECT containers_lab.actor_team_ids())::integer[])
        OR (SELECT containers_lab.actor_may('users:manage'))
    );

CREATE POLICY user_teams_insert ON containers_lab.user_teams
    FOR INSERT
    TO app_role
    WITH CHECK (
        (SELECT containers_lab.actor_may('users:manage'))
    );

CREATE POLICY user_teams_delete ON containers_lab.user_teams
    FOR DELETE
    TO app_role
    USING (
        (SELECT containers_lab.actor_may('users:manage'))
    );

GRANT SELECT, INSERT, DELETE ON containers_lab.user_teams TO app_role;
GRANT SELECT ON containers_lab.user_teams TO readonly_role;

ALTER TABLE containers_lab.local_auth ENABLE ROW LEVEL SECURITY;

CREATE POLICY local_auth_select ON containers_lab.local_auth
    FOR SELECT
    TO app_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
    );

CREATE POLICY local_auth_insert ON containers_lab.local_auth
    FOR INSERT
    TO app_role
    WITH CHECK (
        user_id = (SELECT containers_lab.current_actor())
    );

CREATE POLICY local_auth_update ON containers_lab.local_auth
    FOR UPDATE
    TO app_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
    )
    WITH CHECK (
        user_id = (SELECT containers_lab.current_actor())
    );

CREATE POLICY local_auth_delete ON containers_lab.local_auth
    FOR DELETE
    TO app_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
    );

GRANT SELECT, INSERT, UPDATE, DELETE ON containers_lab.local_auth TO app_role;

ALTER TABLE containers_lab.sessions ENABLE ROW LEVEL SECURITY;

CREATE POLICY sessions_select ON containers_lab.sessions
    FOR SELECT
    TO app_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
    );

CREATE POLICY sessions_insert ON containers_lab.sessions
    FOR INSERT
    TO app_role
    WITH CHECK (
        user_id = (SELECT containers_lab.current_actor())
    );

CREATE POLICY sessions_update ON containers_lab.sessions
    FOR UPDATE
    TO app_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
    )
    WITH CHECK (
        user_id = (SELECT containers_lab.current_actor())
    );

CREATE POLICY sessions_delete ON containers_lab.sessions
    FOR DELETE
    TO app_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
    );

GRANT SELECT, INSERT, UPDATE, DELETE ON containers_lab.sessions TO app_role;

ALTER TABLE containers_lab.ssh_keys ENABLE ROW LEVEL SECURITY;

CREATE POLICY ssh_keys_select ON containers_lab.ssh_keys
    FOR SELECT
    TO app_role, readonly_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
    );

CREATE POLICY ssh_keys_insert ON containers_lab.ssh_keys
    FOR INSERT
    TO app_role
    WITH CHECK (
        user_id = (SELECT containers_lab.current_actor())
    );

CREATE POLICY ssh_keys_update ON containers_lab.ssh_keys
    FOR UPDATE
    TO app_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
    )
    WITH CHECK (
        user_id = (SELECT containers_lab.current_actor())
    );

CREATE POLICY ssh_keys_delete ON containers_lab.ssh_keys
    FOR DELETE
    TO app_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
    );

GRANT SELECT, INSERT, UPDATE, DELETE ON containers_lab.ssh_keys TO app_role;
GRANT SELECT ON containers_lab.ssh_keys TO readonly_role;

ALTER TABLE containers_lab.web_ssh_sessions ENABLE ROW LEVEL SECURITY;

CREATE POLICY web_ssh_sessions_select ON containers_lab.web_ssh_sessions
    FOR SELECT
    TO app_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
    );

CREATE POLICY web_ssh_sessions_insert ON containers_lab.web_ssh_sessions
    FOR INSERT
    TO app_role
    WITH CHECK (
        user_id = (SELECT containers_lab.current_actor())
        AND EXISTS (SELECT FROM containers_lab.containers AS container WHERE container.id = container_id)
    );

CREATE POLICY web_ssh_sessions_update ON containers_lab.web_ssh_sessions
    FOR UPDATE
    TO app_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
    )
    WITH CHECK (
        user_id = (SELECT containers_lab.current_actor())
    );

CREATE POLICY web_ssh_sessions_delete ON containers_lab.web_ssh_sessions
    FOR DELETE
    TO app_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
    );

GRANT SELECT, DELETE ON containers_lab.web_ssh_sessions TO app_role;
GRANT INSERT (user_id, container_id, session_token, expires_at, client_ip, user_agent) ON containers_lab.web_ssh_sessions TO app_role;
GRANT UPDATE (status, last_active_at) ON containers_lab.web_ssh_sessions TO app_role;

ALTER TABLE containers_lab.notifications ENABLE ROW LEVEL SECURITY;

CREATE POLICY notifications_select ON containers_lab.notifications
    FOR SELECT
    TO app_role, readonly_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
    );

CREATE POLICY notifications_insert ON containers_lab.notifications
    FOR INSERT
    TO app_role
    WITH CHECK (
        user_id = (SELECT containers_lab.current_actor())
    );

CREATE POLICY notifications_update ON containers_lab.notifications
    FOR UPDATE
    TO app_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
    )
    WITH CHECK (
        user_id = (SELECT containers_lab.current_actor())
    );

CREATE POLICY notifications_delete ON containers_lab.notifications
    FOR DELETE
    TO app_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
    );

GRANT SELECT, INSERT, DELETE ON containers_lab.notifications TO app_role;
GRANT UPDATE (read) ON containers_lab.notifications TO app_role;
GRANT SELECT ON containers_lab.notifications TO readonly_role;

ALTER TABLE containers_lab.quotas ENABLE ROW LEVEL SECURITY;

CREATE POLICY quotas_select ON containers_lab.quotas
    FOR SELECT
    TO app_role, readonly_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
        OR team_id = ANY ((SELECT containers_lab.actor_team_ids())::integer[])
        OR (SELECT containers_lab.actor_may('users:manage'))
    );

CREATE POLICY quotas_insert ON containers_lab.quotas
    FOR INSERT
    TO app_role
    WITH CHECK (
        (SELECT containers_lab.actor_may('users:manage'))
    );

CREATE POLICY quotas_update ON containers_lab.quotas
    FOR UPDATE
    TO app_role
    USING (
        (SELECT containers_lab.actor_may('users:manage'))
    )
    WITH CHECK (
        (SELECT containers_lab.actor_may('users:manage'))
    );

CREATE POLICY quotas_delete ON containers_lab.quotas
    FOR DELETE
    TO app_role
    USING (
        (SELECT containers_lab.actor_may('users:manage'))
    );

GRANT SELECT, INSERT, UPDATE, DELETE ON containers_lab.quotas TO app_role;
GRANT SELECT ON containers_lab.quotas TO readonly_role;

ALTER TABLE containers_lab.quota_balances ENABLE ROW LEVEL SECURITY;

CREATE POLICY quota_balances_select ON containers_lab.quota_balances
    FOR SELECT
    TO app_role, readonly_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
        OR team_id = ANY ((SELECT containers_lab.actor_team_ids())::integer[])
        OR (SELECT containers_lab.actor_may('users:manage'))
    );

GRANT SELECT ON containers_lab.quota_balances TO app_role;
GRANT SELECT ON containers_lab.quota_balances TO readonly_role;

ALTER TABLE containers_lab.quota_holds ENABLE ROW LEVEL SECURITY;

CREATE POLICY quota_holds_select ON containers_lab.quota_holds
    FOR SELECT
    TO app_role, readonly_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
        OR team_id = ANY ((SELECT containers_lab.actor_team_ids())::integer[])
        OR (SELECT containers_lab.actor_may('users:manage'))
    );

GRANT SELECT ON containers_lab.quota_holds TO app_role;
GRANT SELECT ON containers_lab.quota_holds TO readonly_role;

ALTER TABLE containers_lab.usage_counters ENABLE ROW LEVEL SECURITY;

CREATE POLICY usage_counters_select ON containers_lab.usage_counters
    FOR SELECT
    TO app_role, readonly_role
    USING (
        user_id = (SELECT containers_lab.current_actor())
        OR team_id = ANY ((SELECT containers_lab.actor_team_ids())::integer[])
        OR (SELECT containers_lab.actor_may('users:manage'))
    );

GRANT SELECT ON containers_lab.usage_counters TO app_role;
GRANT SELECT ON containers_lab.usage_counters TO readonly_role;

ALTER TABLE containers_lab.usage_exports ENABLE ROW LEVEL SECURITY;

CREATE POLICY usage_exports_select ON containers_lab.usage_exports
    FOR SELECT
    TO app_role, readonly_role
    USING (
        generated_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('users:manage'))
    );

CREATE POLICY usage_exports_insert ON containers_lab.usage_exports
    FOR INSERT
    TO app_role
    WITH CHECK (
        generated_by = (SELECT containers_lab.current_actor())
    );

CREATE POLICY usage_exports_update ON containers_lab.usage_exports
    FOR UPDATE
    TO app_role
    USING (
        generated_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('users:manage'))
    )
    WITH CHECK (
        generated_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('users:manage'))
    );

GRANT SELECT, INSERT ON containers_lab.usage_exports TO app_role;
GRANT UPDATE (status, storage_path, completed_at) ON containers_lab.usage_exports TO app_role;
GRANT SELECT ON containers_lab.usage_exports TO readonly_role;

ALTER TABLE containers_lab.audit_logs ENABLE ROW LEVEL SECURITY;

CREATE POLICY audit_logs_select ON containers_lab.audit_logs
    FOR SELECT
    TO app_role, readonly_role
    USING (
        actor_user_id = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('users:manage'))
    );

CREATE POLICY audit_logs_insert ON containers_lab.audit_logs
    FOR INSERT
    TO app_role
    WITH CHECK (
        actor_user_id = (SELECT containers_lab.current_actor())
    );

GRANT SELECT ON containers_lab.audit_logs TO app_role;
GRANT INSERT (actor_user_id, action, target_type, target_id, meta) ON containers_lab.audit_logs TO app_role;
GRANT SELECT ON containers_lab.audit_logs TO readonly_role;

ALTER TABLE containers_lab.audit_logs_archive ENABLE ROW LEVEL SECURITY;

CREATE POLICY audit_logs_archive_select ON containers_lab.audit_logs_archive
    FOR SELECT
    TO app_role, readonly_role
    USING (
        actor_user_id = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('users:manage'))
    );

GRANT SELECT ON containers_lab.audit_logs_archive TO app_role;
GRANT SELECT ON containers_lab.audit_logs_archive TO readonly_role;
