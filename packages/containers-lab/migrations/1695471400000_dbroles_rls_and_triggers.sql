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

-- A change of the person or the team is history too, with the status unchanged.
CREATE FUNCTION containers_lab.assignment_status_history()
    RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_note text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO containers_lab.assignment_history (assignment_id, previous_status, new_status, changed_by, note, changed_at)
        VALUES (NEW.id, NULL, NEW.status, containers_lab.acting_user_id(), 'created', now());
        RETURN NEW;
    END IF;
    IF (NEW.assigned_to_user_id, NEW.assigned_group_id)
        IS DISTINCT FROM (OLD.assigned_to_user_id, OLD.assigned_group_id) THEN
        v_note := 'reassigned';
    END IF;
    IF NEW.status IS DISTINCT FROM OLD.status OR v_note IS NOT NULL THEN
        INSERT INTO containers_lab.assignment_history (assignment_id, previous_status, new_status, changed_by, note, changed_at)
        VALUES (NEW.id, OLD.status, NEW.status, containers_lab.acting_user_id(), v_note, now());
    END IF;
    RETURN NEW;
END;
$$;

COMMENT ON FUNCTION containers_lab.assignment_status_history() IS 'Writes the history of an assignment: its status, and for whom it is.';

CREATE TRIGGER trg_assignment_history
    AFTER INSERT OR UPDATE ON containers_lab.assignments
    FOR EACH ROW
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
            assignee.user_id, 'assignment_assigned',
            jsonb_build_object('type', 'assignment_assigned', 'assignment_id', NEW.id), false, now()
        FROM containers_lab.assignees(NEW.assigned_to_user_id, NEW.assigned_group_id) AS assignee;
        RETURN NEW;
    END IF;
    IF (NEW.assigned_to_user_id, NEW.assigned_group_id)
        IS DISTINCT FROM (OLD.assigned_to_user_id, OLD.assigned_group_id) THEN
        INSERT INTO containers_lab.notifications (user_id, type, payload, read, created_at)
        SELECT
            assignee.user_id, 'assignment_assigned',
            jsonb_build_object('type', 'assignment_assigned', 'assignment_id', NEW.id), false, now()
        FROM containers_lab.assignees(NEW.assigned_to_user_id, NEW.assigned_group_id) AS assignee
        WHERE assignee.user_id NOT IN (
            SELECT former.user_id FROM containers_lab.assignees(OLD.assigned_to_user_id, OLD.assigned_group_id) AS former
        );
    END IF;
    IF NEW.status IS DISTINCT FROM OLD.status THEN
        INSERT INTO containers_lab.notifications (user_id, type, payload, read, created_at)
        SELECT
            assignee.user_id, 'assignment_status_changed',
            jsonb_build_object(
                'type', 'assignment_status_changed', 'assignment_id', NEW.id, 'from', OLD.status, 'to', NEW.status),
            false, now()
        FROM containers_lab.assignees(NEW.assigned_to_user_id, NEW.assigned_group_id) AS assignee;
    END IF;
    RETURN NEW;
END;
$$;

COMMENT ON FUNCTION containers_lab.assignment_notify_trigger()
    IS 'Notifies whoever an assignment is for: when it is given to them, and when its status changes.';

CREATE FUNCTION containers_lab.assignees(p_user_id integer, p_team_id integer)
    RETURNS TABLE (user_id integer)
    LANGUAGE sql
    STABLE
    SET search_path = containers_lab, pg_temp
AS $$
    SELECT p_user_id WHERE p_user_id IS NOT NULL
    UNION
    SELECT member.user_id FROM containers_lab.user_teams AS member WHERE member.team_id = p_team_id;
$$;

COMMENT ON FUNCTION containers_lab.assignees(integer, integer) IS 'A person and the members of a team, each once.';

CREATE TRIGGER trg_assignment_notify
    AFTER INSERT OR UPDATE ON containers_lab.assignments
    FOR EACH ROW
    EXECUTE FUNCTION containers_lab.assignment_notify_trigger();

REVOKE EXECUTE ON FUNCTION
    containers_lab.acquire_advisory_lock(bigint, integer),
    containers_lab.release_advisory_lock(bigint),
    containers_lab.assignment_status_history(),
    containers_lab.assignment_notify_trigger(),
    containers_lab.assignees(integer, integer)
FROM PUBLIC;
