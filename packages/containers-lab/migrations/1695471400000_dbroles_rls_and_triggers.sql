-- What an assignment leaves behind it, and locks for whoever works outside the database.
--
-- The roles app_role and readonly_role are named in the manifest and created by the
-- runner. Row security comes later, together with its policies: switched on alone it
-- would show those roles nothing.

-- Session-level: the lock outlives the transaction and belongs to the connection, so a
-- caller behind a transaction pooler must not use it. Nothing in this schema does.
CREATE FUNCTION containers_lab.acquire_advisory_lock(p_key bigint, p_timeout integer DEFAULT 10)
    RETURNS boolean
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_deadline timestamptz := clock_timestamp() + make_interval(secs => p_timeout);
BEGIN
    IF p_key IS NULL OR p_timeout IS NULL THEN
        RAISE EXCEPTION 'An advisory lock was asked for without a key or without a time to wait.'
            USING ERRCODE = 'LB007', HINT = 'Pass a bigint, and the seconds to wait at most.';
    END IF;
    LOOP
        IF pg_try_advisory_lock(p_key) THEN
            RETURN true;
        END IF;
        IF clock_timestamp() >= v_deadline THEN
            RETURN false;
        END IF;
        PERFORM pg_sleep(0.05);
    END LOOP;
END;
$$;

COMMENT ON FUNCTION containers_lab.acquire_advisory_lock(bigint, integer)
    IS 'Takes a session-level advisory lock, waiting p_timeout seconds at most; true when it is held. Each hold needs a release.';

CREATE FUNCTION containers_lab.release_advisory_lock(p_key bigint)
    RETURNS boolean
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    IF p_key IS NULL THEN
        RAISE EXCEPTION 'An advisory lock was to be released without a key.'
            USING ERRCODE = 'LB007', HINT = 'Pass the key it was acquired with.';
    END IF;
    RETURN pg_advisory_unlock(p_key);
END;
$$;

COMMENT ON FUNCTION containers_lab.release_advisory_lock(bigint)
    IS 'Gives one hold of an advisory lock back; false, with a warning, when the session does not hold it.';

-- Like the triggers of the audit trail, those of assignments fire once a statement, and
-- pair what a row was and is by its place.

-- A change of the person or the team is history too, with the status unchanged.
CREATE FUNCTION containers_lab.assignment_status_history()
    RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_actor integer := containers_lab.acting_user_id();
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO containers_lab.assignment_history (assignment_id, previous_status, new_status, changed_by, note, changed_at)
        SELECT inserted.id, NULL, inserted.status, v_actor, 'created', now()
        FROM new_rows AS inserted;
        RETURN NULL;
    END IF;
    INSERT INTO containers_lab.assignment_history (assignment_id, previous_status, new_status, changed_by, note, changed_at)
    SELECT
        after.id, before.status, after.status, v_actor,
        CASE
            WHEN (after.assigned_to_user_id, after.assigned_group_id)
                IS DISTINCT FROM (before.assigned_to_user_id, before.assigned_group_id)
            THEN 'reassigned'
        END,
        now()
    FROM (SELECT row_number() OVER () AS place, was.* FROM old_rows AS was) AS before
    JOIN (SELECT row_number() OVER () AS place, becomes.* FROM new_rows AS becomes) AS after ON after.place = before.place
    WHERE (after.status, after.assigned_to_user_id, after.assigned_group_id)
        IS DISTINCT FROM (before.status, before.assigned_to_user_id, before.assigned_group_id);
    RETURN NULL;
END;
$$;

COMMENT ON FUNCTION containers_lab.assignment_status_history() IS 'Writes the history of assignments: their status, and for whom they are.';

CREATE TRIGGER trg_assignment_history
    AFTER INSERT ON containers_lab.assignments
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.assignment_status_history();

CREATE TRIGGER trg_assignment_history_update
    AFTER UPDATE ON containers_lab.assignments
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.assignment_status_history();

-- Told is the person and every member of the team, each once. On a change of hands only
-- those are told who did not have it before.
CREATE FUNCTION containers_lab.assignment_notify_trigger()
    RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO containers_lab.notifications (user_id, type, payload, read, created_at)
        SELECT
            told.user_id, 'assignment_assigned',
            jsonb_build_object('type', 'assignment_assigned', 'assignment_id', told.id), false, now()
        FROM (
            SELECT inserted.id, inserted.assigned_to_user_id AS user_id
            FROM new_rows AS inserted
            WHERE inserted.assigned_to_user_id IS NOT NULL
            UNION ALL
            SELECT inserted.id, member.user_id
            FROM new_rows AS inserted
            JOIN containers_lab.user_teams AS member ON member.team_id = inserted.assigned_group_id
            WHERE member.user_id IS DISTINCT FROM inserted.assigned_to_user_id
        ) AS told
        ORDER BY told.id, told.user_id;
        RETURN NULL;
    END IF;
    WITH change AS (
        SELECT
            after.place, after.id, before.status AS old_status, after.status AS new_status,
            before.assigned_to_user_id AS old_user_id, before.assigned_group_id AS old_team_id,
            after.assigned_to_user_id AS new_user_id, after.assigned_group_id AS new_team_id
        FROM (SELECT row_number() OVER () AS place, was.* FROM old_rows AS was) AS before
        JOIN (SELECT row_number() OVER () AS place, becomes.* FROM new_rows AS becomes) AS after ON after.place = before.place
        WHERE (after.status, after.assigned_to_user_id, after.assigned_group_id)
            IS DISTINCT FROM (before.status, before.assigned_to_user_id, before.assigned_group_id)
    ), assignee AS (
        SELECT change.place, change.new_user_id AS user_id FROM change WHERE change.new_user_id IS NOT NULL
        UNION
        SELECT change.place, member.user_id
        FROM change
        JOIN containers_lab.user_teams AS member ON member.team_id = change.new_team_id
    ), former AS (
        SELECT change.place, change.old_user_id AS user_id FROM change WHERE change.old_user_id IS NOT NULL
        UNION
        SELECT change.place, member.user_id
        FROM change
        JOIN containers_lab.user_teams AS member ON member.team_id = change.old_team_id
    )
    INSERT INTO containers_lab.notifications (user_id, type, payload, read, created_at)
    SELECT told.user_id, told.payload ->> 'type', told.payload, false, now()
    FROM (
        SELECT
            change.place, 1 AS part, given.user_id,
            jsonb_build_object('type', 'assignment_assigned', 'assignment_id', change.id) AS payload
        FROM (SELECT assignee.place, assignee.user_id FROM assignee EXCEPT SELECT former.place, former.user_id FROM former) AS given
        JOIN change ON change.place = given.place
        UNION ALL
        SELECT
            change.place, 2, assignee.user_id,
            jsonb_build_object(
                'type', 'assignment_status_changed', 'assignment_id', change.id,
                'from', change.old_status, 'to', change.new_status)
        FROM assignee
        JOIN change ON change.place = assignee.place
        WHERE change.new_status <> change.old_status
    ) AS told
    ORDER BY told.place, told.part, told.user_id;
    RETURN NULL;
END;
$$;

COMMENT ON FUNCTION containers_lab.assignment_notify_trigger()
    IS 'Notifies whoever an assignment is for: when it is given to them, and when its status changes.';

CREATE TRIGGER trg_assignment_notify
    AFTER INSERT ON containers_lab.assignments
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.assignment_notify_trigger();

CREATE TRIGGER trg_assignment_notify_update
    AFTER UPDATE ON containers_lab.assignments
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.assignment_notify_trigger();

REVOKE EXECUTE ON FUNCTION
    containers_lab.acquire_advisory_lock(bigint, integer),
    containers_lab.release_advisory_lock(bigint),
    containers_lab.assignment_status_history(),
    containers_lab.assignment_notify_trigger()
FROM PUBLIC;
