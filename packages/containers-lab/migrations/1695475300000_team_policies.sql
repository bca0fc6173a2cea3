--! requires: 1695473800000_role_grants
--! requires: 1695474700000_bulk_assignment
--
-- Teams as something that whoever manages people makes and changes, and to which a task
-- is given as a whole.

ALTER TABLE containers_lab.teams ENABLE ROW LEVEL SECURITY;

CREATE POLICY teams_select ON containers_lab.teams
    FOR SELECT
    TO app_role, readonly_role
    USING ((SELECT containers_lab.current_actor()) IS NOT NULL);

CREATE POLICY teams_insert ON containers_lab.teams
    FOR INSERT
    TO app_role
    WITH CHECK ((SELECT containers_lab.actor_may('users:manage')));

CREATE POLICY teams_update ON containers_lab.teams
    FOR UPDATE
    TO app_role
    USING ((SELECT containers_lab.actor_may('users:manage')))
    WITH CHECK ((SELECT containers_lab.actor_may('users:manage')));

CREATE POLICY teams_delete ON containers_lab.teams
    FOR DELETE
    TO app_role
    USING ((SELECT containers_lab.actor_may('users:manage')));

GRANT INSERT, UPDATE, DELETE ON containers_lab.teams TO app_role;

-- No unique key could say this: an assignment of a person in a team loses the person when
-- they are deleted, and would then collide. So callers for one task take turns instead.
CREATE FUNCTION containers_lab.assign_task_to_teams(
    p_task_id      integer,
    p_team_ids     integer[],
    p_assigned_by  integer DEFAULT NULL,
    p_due_date     timestamptz DEFAULT NULL
)
    RETURNS TABLE (team_id integer, added boolean)
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('task assigned to teams', p_task_id));
    RETURN QUERY
    WITH asked AS (
        SELECT DISTINCT wanted.id FROM unnest(p_team_ids) AS wanted (id) WHERE wanted.id IS NOT NULL
    ), added AS (
        INSERT INTO containers_lab.assignments AS assignment (task_id, assigned_group_id, assigned_by, due_date)
        SELECT p_task_id, asked.id, p_assigned_by, p_due_date
        FROM asked
        WHERE NOT EXISTS (
            SELECT
            FROM containers_lab.assignments AS present
            WHERE present.task_id = p_task_id AND present.assigned_group_id = asked.id AND present.assigned_to_user_id IS NULL
        )
        ORDER BY asked.id
        RETURNING assignment.assigned_group_id
    )
    SELECT asked.id, added.assigned_group_id IS NOT NULL
    FROM asked
    LEFT JOIN added ON added.assigned_group_id = asked.id
    ORDER BY asked.id;
END;
$$;

COMMENT ON FUNCTION containers_lab.assign_task_to_teams(integer, integer[], integer, timestamptz)
    IS 'Gives a task to teams as a whole; tells for each whether it was added now or was theirs already. Ordered by team.';

REVOKE EXECUTE ON FUNCTION containers_lab.assign_task_to_teams(integer, integer[], integer, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION containers_lab.assign_task_to_teams(integer, integer[], integer, timestamptz) TO app_role;
