--! requires: 1695473500000_content_policies
--
-- Giving a task, a course or a module to many people in one statement. Who has it
-- already keeps what they have; two callers at once add each person once.

CREATE FUNCTION containers_lab.assign_task(
    p_task_id      integer,
    p_user_ids     integer[],
    p_assigned_by  integer DEFAULT NULL,
    p_due_date     timestamptz DEFAULT NULL
)
    RETURNS TABLE (user_id integer, added boolean)
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH asked AS (
        SELECT DISTINCT wanted.id FROM unnest(p_user_ids) AS wanted (id) WHERE wanted.id IS NOT NULL
    ), added AS (
        INSERT INTO containers_lab.assignments AS assignment
            (task_id, assigned_to_user_id, assigned_by, status, assignment_status_id, due_date)
        SELECT p_task_id, asked.id, p_assigned_by, state.name, state.id, p_due_date
        FROM asked
        JOIN containers_lab.assignment_statuses AS state ON state.name = 'assigned'
        ORDER BY asked.id
        ON CONFLICT (task_id, assigned_to_user_id) DO NOTHING
        RETURNING assignment.assigned_to_user_id
    )
    SELECT asked.id, added.assigned_to_user_id IS NOT NULL
    FROM asked
    LEFT JOIN added ON added.assigned_to_user_id = asked.id
    ORDER BY asked.id;
END;
$$;

COMMENT ON FUNCTION containers_lab.assign_task(integer, integer[], integer, timestamptz)
    IS 'Gives a task to people; tells for each whether it was added now or was theirs already. Ordered by person.';

CREATE FUNCTION containers_lab.assign_course(
    p_course_id    integer,
    p_user_ids     integer[],
    p_assigned_by  integer DEFAULT NULL,
    p_due_date     timestamptz DEFAULT NULL
)
    RETURNS TABLE (user_id integer, added boolean)
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH asked AS (
        SELECT DISTINCT wanted.id FROM unnest(p_user_ids) AS wanted (id) WHERE wanted.id IS NOT NULL
    ), added AS (
        INSERT INTO containers_lab.course_assignments AS assignment (course_id, assigned_to_user_id, assigned_by, due_date)
        SELECT p_course_id, asked.id, p_assigned_by, p_due_date
        FROM asked
        ORDER BY asked.id
        ON CONFLICT (course_id, assigned_to_user_id) DO NOTHING
        RETURNING assignment.assigned_to_user_id
    )
    SELECT asked.id, added.assigned_to_user_id IS NOT NULL
    FROM asked
    LEFT JOIN added ON added.assigned_to_user_id = asked.id
    ORDER BY asked.id;
END;
$$;

COMMENT ON FUNCTION containers_lab.assign_course(integer, integer[], integer, timestamptz)
    IS 'Gives a course to people; tells for each whether it was added now or was theirs already. Ordered by person.';

CREATE FUNCTION containers_lab.assign_module(
    p_module_id    integer,
    p_user_ids     integer[],
    p_assigned_by  integer DEFAULT NULL,
    p_due_date     timestamptz DEFAULT NULL
)
    RETURNS TABLE (user_id integer, added boolean)
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH asked AS (
        SELECT DISTINCT wanted.id FROM unnest(p_user_ids) AS wanted (id) WHERE wanted.id IS NOT NULL
    ), added AS (
        INSERT INTO containers_lab.module_assignments AS assignment (module_id, assigned_to_user_id, assigned_by, due_date)
        SELECT p_module_id, asked.id, p_assigned_by, p_due_date
        FROM asked
        ORDER BY asked.id
        ON CONFLICT (module_id, assigned_to_user_id) DO NOTHING
        RETURNING assignment.assigned_to_user_id
    )
    SELECT asked.id, added.assigned_to_user_id IS NOT NULL
    FROM asked
    LEFT JOIN added ON added.assigned_to_user_id = asked.id
    ORDER BY asked.id;
END;
$$;

COMMENT ON FUNCTION containers_lab.assign_module(integer, integer[], integer, timestamptz)
    IS 'Gives a module to people; tells for each whether it was added now or was theirs already. Ordered by person.';

REVOKE EXECUTE ON FUNCTION
    containers_lab.assign_task(integer, integer[], integer, timestamptz),
    containers_lab.assign_course(integer, integer[], integer, timestamptz),
    containers_lab.assign_module(integer, integer[], integer, timestamptz)
FROM PUBLIC;

GRANT EXECUTE ON FUNCTION
    containers_lab.assign_task(integer, integer[], integer, timestamptz),
    containers_lab.assign_course(integer, integer[], integer, timestamptz),
    containers_lab.assign_module(integer, integer[], integer, timestamptz)
TO app_role;
