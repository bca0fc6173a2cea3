--! requires: 1695473700000_personal_policies
--
-- A page of people, searched and sorted, with what each has.

-- The page is cut before anything is counted, so that its cost is that of the people on
-- it and not of those before or behind it.
CREATE FUNCTION containers_lab.user_page(
    p_search      text DEFAULT NULL,
    p_role        text DEFAULT NULL,
    p_status      text DEFAULT NULL,
    p_sort        text DEFAULT 'created_at',
    p_descending  boolean DEFAULT true,
    p_limit       integer DEFAULT 20,
    p_offset      integer DEFAULT 0
)
    RETURNS TABLE (
        user_id                     integer,
        name                        text,
        email                       text,
        role_name                   text,
        status                      text,
        profile_pic                 text,
        created_at                  timestamptz,
        assignment_count            integer,
        completed_assignment_count  integer,
        container_count             integer,
        running_container_count     integer,
        total_count                 integer
    )
    LANGUAGE plpgsql
    STABLE
    SET search_path = containers_lab, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    v_pattern text := '%' || regexp_replace(nullif(btrim(p_search), ''), '([\\%_])', '\\\1', 'g') || '%';
BEGIN
    IF (p_sort IN ('name', 'email', 'role', 'status', 'created_at')) IS NOT TRUE THEN
        RAISE EXCEPTION 'People cannot be sorted by %.', coalesce(p_sort, 'null')
            USING ERRCODE = 'LB014', HINT = 'Sort by name, email, role, status or created_at.';
    END IF;
    RETURN QUERY
    WITH matched AS (
        SELECT
            person.id, person.name, person.email, role.name AS role_name, person.status, person.profile_pic, person.created_at,
            (count(*) OVER ())::integer AS total_count,
            row_number() OVER (
                ORDER BY
                    CASE
                        WHEN p_descending THEN NULL
                        WHEN p_sort = 'name' THEN lower(person.name)
                        WHEN p_sort = 'email' THEN lower(person.email)
                        WHEN p_sort = 'role' THEN role.name
                        WHEN p_sort = 'status' THEN person.status
                    END,
                    CASE
                        WHEN NOT p_descending THEN NULL
                        WHEN p_sort = 'name' THEN lower(person.name)
                        WHEN p_sort = 'email' THEN lower(person.email)
                        WHEN p_sort = 'role' THEN role.name
                        WHEN p_sort = 'status' THEN person.status
                    END DESC,
                    CASE WHEN p_sort = 'created_at' AND NOT p_descending THEN person.created_at END,
                    CASE WHEN p_sort = 'created_at' AND p_descending THEN person.created_at END DESC,
                    person.id
            ) AS place
        FROM containers_lab.users AS person
        JOIN containers_lab.roles AS role ON role.id = person.role_id
        WHERE (v_pattern IS NULL OR person.name ILIKE v_pattern OR person.email ILIKE v_pattern)
            AND (p_role IS NULL OR role.name = p_role)
            AND (p_status IS NULL OR person.status = p_status)
    ), page AS MATERIALIZED (
        SELECT matched.* FROM matched ORDER BY matched.place LIMIT p_limit OFFSET p_offset
    )
    SELECT
        page.id, page.name, page.email, page.role_name, page.status, page.profile_pic, page.created_at,
        assignment.total, assignment.completed, container.total, container.running, page.total_count
    FROM page
    CROSS JOIN LATERAL (
        SELECT count(*)::integer AS total, (count(*) FILTER (WHERE given.status = 'completed'))::integer AS completed
        FROM containers_lab.assignments AS given
        WHERE given.assigned_to_user_id = page.id
    ) AS assignment
    CROSS JOIN LATERAL (
        SELECT count(*)::integer AS total, (count(*) FILTER (WHERE state.name = 'running'))::integer AS running
        FROM containers_lab.containers AS owned
        LEFT JOIN containers_lab.container_statuses AS state ON state.id = owned.status_id
        WHERE owned.owner_user_id = page.id
    ) AS container
    ORDER BY page.place;
END;
$$;

COMMENT ON FUNCTION containers_lab.user_page(text, text, text, text, boolean, integer, integer)
    IS 'A page of the people the caller may see, with their assignments and containers, and how many match in all; p_search is part of a name or address.';

REVOKE EXECUTE ON FUNCTION containers_lab.user_page(text, text, text, text, boolean, integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION containers_lab.user_page(text, text, text, text, boolean, integer, integer) TO app_role, readonly_role;
