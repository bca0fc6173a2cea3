DROP FUNCTION containers_lab.assign_task_to_teams(integer, integer[], integer, timestamptz);
REVOKE INSERT, UPDATE, DELETE ON containers_lab.teams FROM app_role;
DROP POLICY teams_delete ON containers_lab.teams;
DROP POLICY teams_update ON containers_lab.teams;
DROP POLICY teams_insert ON containers_lab.teams;
DROP POLICY teams_select ON containers_lab.teams;
ALTER TABLE containers_lab.teams DISABLE ROW LEVEL SECURITY;
