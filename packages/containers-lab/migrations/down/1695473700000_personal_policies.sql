REVOKE SELECT ON containers_lab.audit_logs_archive FROM app_role;
REVOKE SELECT ON containers_lab.audit_logs_archive FROM readonly_role;
DROP POLICY audit_logs_archive_select ON containers_lab.audit_logs_archive;
ALTER TABLE containers_lab.audit_logs_archive DISABLE ROW LEVEL SECURITY;

REVOKE SELECT ON containers_lab.audit_logs FROM app_role;
REVOKE INSERT (actor_user_id, action, target_type, target_id, meta) ON containers_lab.audit_logs FROM app_role;
REVOKE SELECT ON containers_lab.audit_logs FROM readonly_role;
DROP POLICY audit_logs_insert ON containers_lab.audit_logs;
DROP POLICY audit_logs_select ON containers_lab.audit_logs;
ALTER TABLE containers_lab.audit_logs DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT ON containers_lab.usage_exports FROM app_role;
REVOKE UPDATE (status, storage_path, completed_at) ON containers_lab.usage_exports FROM app_role;
REVOKE SELECT ON containers_lab.usage_exports FROM readonly_role;
DROP POLICY usage_exports_update ON containers_lab.usage_exports;
DROP POLICY usage_exports_insert ON containers_lab.usage_exports;
DROP POLICY usage_exports_select ON containers_lab.usage_exports;
ALTER TABLE containers_lab.usage_exports DISABLE ROW LEVEL SECURITY;

REVOKE SELECT ON containers_lab.usage_counters FROM app_role;
REVOKE SELECT ON containers_lab.usage_counters FROM readonly_role;
DROP POLICY usage_counters_select ON containers_lab.usage_counters;
ALTER TABLE containers_lab.usage_counters DISABLE ROW LEVEL SECURITY;

REVOKE SELECT ON containers_lab.quota_holds FROM app_role;
REVOKE SELECT ON containers_lab.quota_holds FROM readonly_role;
DROP POLICY quota_holds_select ON containers_lab.quota_holds;
ALTER TABLE containers_lab.quota_holds DISABLE ROW LEVEL SECURITY;

REVOKE SELECT ON containers_lab.quota_balances FROM app_role;
REVOKE SELECT ON containers_lab.quota_balances FROM readonly_role;
DROP POLICY quota_balances_select ON containers_lab.quota_balances;
ALTER TABLE containers_lab.quota_balances DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT, UPDATE, DELETE ON containers_lab.quotas FROM app_role;
REVOKE SELECT ON containers_lab.quotas FROM readonly_role;
DROP POLICY quotas_delete ON containers_lab.quotas;
DROP POLICY quotas_update ON containers_lab.quotas;
DROP POLICY quotas_insert ON containers_lab.quotas;
DROP POLICY quotas_select ON containers_lab.quotas;
ALTER TABLE containers_lab.quotas DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT, DELETE ON containers_lab.notifications FROM app_role;
REVOKE UPDATE (read) ON containers_lab.notifications FROM app_role;
REVOKE SELECT ON containers_lab.notifications FROM readonly_role;
DROP POLICY notifications_delete ON containers_lab.notifications;
DROP POLICY notifications_update ON containers_lab.notifications;
DROP POLICY notifications_insert ON containers_lab.notifications;
DROP POLICY notifications_select ON containers_lab.notifications;
ALTER TABLE containers_lab.notifications DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, DELETE ON containers_lab.web_ssh_sessions FROM app_role;
REVOKE INSERT (user_id, container_id, session_token, expires_at, client_ip, user_agent) ON containers_lab.web_ssh_sessions FROM app_role;
REVOKE UPDATE (status, last_active_at) ON containers_lab.web_ssh_sessions FROM app_role;
DROP POLICY web_ssh_sessions_delete ON containers_lab.web_ssh_sessions;
DROP POLICY web_ssh_sessions_update ON containers_lab.web_ssh_sessions;
DROP POLICY web_ssh_sessions_insert ON containers_lab.web_ssh_sessions;
DROP POLICY web_ssh_sessions_select ON containers_lab.web_ssh_sessions;
ALTER TABLE containers_lab.web_ssh_sessions DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT, UPDATE, DELETE ON containers_lab.ssh_keys FROM app_role;
REVOKE SELECT ON containers_lab.ssh_keys FROM readonly_role;
DROP POLICY ssh_keys_delete ON containers_lab.ssh_keys;
DROP POLICY ssh_keys_update ON containers_lab.ssh_keys;
DROP POLICY ssh_keys_insert ON containers_lab.ssh_keys;
DROP POLICY ssh_keys_select ON containers_lab.ssh_keys;
ALTER TABLE containers_lab.ssh_keys DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT, UPDATE, DELETE ON containers_lab.sessions FROM app_role;
DROP POLICY sessions_delete ON containers_lab.sessions;
DROP POLICY sessions_update ON containers_lab.sessions;
DROP POLICY sessions_insert ON containers_lab.sessions;
DROP POLICY sessions_select ON containers_lab.sessions;
ALTER TABLE containers_lab.sessions DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT, UPDATE, DELETE ON containers_lab.local_auth FROM app_role;
DROP POLICY local_auth_delete ON containers_lab.local_auth;
DROP POLICY local_auth_update ON containers_lab.local_auth;
DROP POLICY local_auth_insert ON containers_lab.local_auth;
DROP POLICY local_auth_select ON containers_lab.local_auth;
ALTER TABLE containers_lab.local_auth DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT, DELETE ON containers_lab.user_teams FROM app_role;
REVOKE SELECT ON containers_lab.user_teams FROM readonly_role;
DROP POLICY user_teams_delete ON containers_lab.user_teams;
DROP POLICY user_teams_insert ON containers_lab.user_teams;
DROP POLICY user_teams_select ON containers_lab.user_teams;
ALTER TABLE containers_lab.user_teams DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT, DELETE ON containers_lab.users FROM app_role;
REVOKE UPDATE (name, email, public_ssh_key, provisioning_pref, profile_pic) ON containers_lab.users FROM app_role;
REVOKE SELECT ON containers_lab.users FROM readonly_role;
DROP POLICY users_delete ON containers_lab.users;
DROP POLICY users_update ON containers_lab.users;
DROP POLICY users_insert ON containers_lab.users;
DROP POLICY users_select ON containers_lab.users;
ALTER TABLE containers_lab.users DISABLE ROW LEVEL SECURITY;
