--! requires: 1695472700000_course_and_module_assignments
--
-- Who acts, and what they may see: what the row policies ask.
--
-- A policy calls these inside a scalar sub-select, so that each is evaluated once a
-- query and not once a row. They read tables that the caller may not, hence as their
-- owner; what they answer concerns the actor alone. Only an active person is an actor.

CREATE FUNCTION containers_lab.current_actor()
    RETURNS integer
    LANGUAGE plpgsql
    STABLE
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_setting text := current_setting('app.current_user_id', true);
    v_user_id integer;
BEGIN
    IF v_setting ~ '^\d{1,18}$' THEN
        SELECT actor.id INTO v_user_id
        FROM containers_lab.users AS actor
        WHERE actor.id = v_setting::bigint AND actor.status = 'active';
    END IF;
    RETURN v_user_id;
END;
$$;

COMMENT ON FUNCTION containers_lab.current_actor()
    IS 'The active person that app.current_user_id names; null when it is unset, empty, no number or nobody.';

CREATE FUNCTION containers_lab.has_permission(p_user_id integer, p_permission text)
    RETURNS boolean
    LANGUAGE plpgsql
    STABLE
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    RETURN EXISTS (
        SELECT
        FROM containers_lab.users AS holder
        JOIN containers_lab.role_permissions AS link ON link.role_id = holder.role_id
        JOIN containers_lab.permissions AS permission ON permission.id = link.permission_id
        WHERE holder.id = p_user_id AND holder.status = 'active' AND permission.name = p_permission
    );
END;
$$;

COMMENT ON FUNCTION containers_lab.has_permission(integer, text) IS 'Whether a person, by their role, may do something; an inactive one may nothing.';

CREATE FUNCTION containers_lab.actor_may(p_permission text)
    RETURNS boolean
    LANGUAGE plpgsql
    STABLE
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    RETURN containers_lab.has_permission(containers_lab.current_actor(), p_permission);
END;
$$;

COMMENT ON FUNCTION containers_lab.actor_may(text) IS 'Whether whoever acts may do something.';

-- Two bounds rather than "mine or everybody's": a condition of the form a OR b keeps an
-- index from being used, a range does not. Nobody's rows count as those of person 0.
CREATE FUNCTION containers_lab.first_visible_owner(p_permission text)
    RETURNS integer
    LANGUAGE plpgsql
    STABLE
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_setting text := current_setting('app.current_user_id', true);
BEGIN
    IF v_setting ~ '^\d{1,18}$' THEN
        RETURN (
            SELECT
                CASE
                    WHEN EXISTS (
                        SELECT
                        FROM containers_lab.role_permissions AS link
                        JOIN containers_lab.permissions AS permission ON permission.id = link.permission_id
                        WHERE link.role_id = actor.role_id AND permission.name = p_permission
                    ) THEN 0
                    ELSE actor.id
                END
            FROM containers_lab.users AS actor
            WHERE actor.id = v_setting::bigint AND actor.status = 'active'
        );
    END IF;
    RETURN NULL;
END;
$$;

COMMENT ON FUNCTION containers_lab.first_visible_owner(text)
    IS 'The lowest owner id whose rows the actor may see: 0 with the permission, their own without; null for nobody.';

CREATE FUNCTION containers_lab.last_visible_owner(p_permission text)
    RETURNS integer
    LANGUAGE plpgsql
    STABLE
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_setting text := current_setting('app.current_user_id', true);
BEGIN
    IF v_setting ~ '^\d{1,18}$' THEN
        RETURN (
            SELECT
                CASE
                    WHEN EXISTS (
                        SELECT
                        FROM containers_lab.role_permissions AS link
                        JOIN containers_lab.permissions AS permission ON permission.id = link.permission_id
                        WHERE link.role_id = actor.role_id AND permission.name = p_permission
                    ) THEN 2147483647
                    ELSE actor.id
                END
            FROM containers_lab.users AS actor
            WHERE actor.id = v_setting::bigint AND actor.status = 'active'
        );
    END IF;
    RETURN NULL;
END;
$$;

COMMENT ON FUNCTION containers_lab.last_visible_owner(text)
    IS 'The highest owner id whose rows the actor may see: the highest of all with the permission, their own without; null for nobody.';

CREATE FUNCTION containers_lab.actor_team_ids()
    RETURNS integer[]
    LANGUAGE plpgsql
    STABLE
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    RETURN ARRAY(SELECT member.team_id FROM containers_lab.user_teams AS member WHERE member.user_id = containers_lab.current_actor());
END;
$$;

COMMENT ON FUNCTION containers_lab.actor_team_ids() IS 'The teams that whoever acts belongs to.';

CREATE FUNCTION containers_lab.actor_task_ids()
    RETURNS integer[]
    LANGUAGE plpgsql
    STABLE
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    RETURN ARRAY(
        SELECT assignment.task_id
        FROM containers_lab.assignments AS assignment
        WHERE assignment.task_id IS NOT NULL
            AND (
                assignment.assigned_to_user_id = (SELECT containers_lab.current_actor())
                OR assignment.assigned_group_id = ANY ((SELECT containers_lab.actor_team_ids())::integer[])
            )
    );
END;
$$;

COMMENT ON FUNCTION containers_lab.actor_task_ids() IS 'The tasks that are given to whoever acts, or to a team of theirs.';

CREATE FUNCTION containers_lab.actor_course_ids()
    RETURNS integer[]
    LANGUAGE plpgsql
    STABLE
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    RETURN ARRAY(
        SELECT assignment.course_id
        FROM containers_lab.course_assignments AS assignment
        WHERE assignment.assigned_to_user_id = (SELECT containers_lab.current_actor())
        UNION
        SELECT module.course_id
        FROM containers_lab.module_assignments AS assignment
        JOIN containers_lab.modules AS module ON module.id = assignment.module_id
        WHERE assignment.assigned_to_user_id = (SELECT containers_lab.current_actor())
        UNION
        SELECT task.related_course_id
        FROM containers_lab.tasks AS task
        WHERE task.related_course_id IS NOT NULL AND task.id = ANY ((SELECT containers_lab.actor_task_ids())::integer[])
    );
END;
$$;

COMMENT ON FUNCTION containers_lab.actor_course_ids()
    IS 'The courses that are given to whoever acts: whole, by a module, or by a task.';

REVOKE EXECUTE ON FUNCTION
    containers_lab.current_actor(),
    containers_lab.has_permission(integer, text),
    containers_lab.actor_may(text),
    containers_lab.first_visible_owner(text),
    containers_lab.last_visible_owner(text),
    containers_lab.actor_team_ids(),
    containers_lab.actor_task_ids(),
    containers_lab.actor_course_ids()
FROM PUBLIC;

GRANT EXECUTE ON FUNCTION
    containers_lab.current_actor(),
    containers_lab.has_permission(integer, text),
    containers_lab.actor_may(text),
    containers_lab.first_visible_owner(text),
    containers_lab.last_visible_owner(text),
    containers_lab.actor_team_ids(),
    containers_lab.actor_task_ids(),
    containers_lab.actor_course_ids()
TO app_role, readonly_role;

GRANT USAGE ON SCHEMA containers_lab TO app_role, readonly_role;
