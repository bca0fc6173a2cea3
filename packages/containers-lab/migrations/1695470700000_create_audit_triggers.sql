-- Every change of people, containers, assignments, courses, templates and tasks leaves
-- a row in audit_logs, in the same transaction.
--
-- Who acts is told by the setting app.current_user_id, as a rule for one transaction.
-- On a pooled connection it reads as an empty string afterwards, not as absent.

-- The row is locked so that the person cannot vanish between this answer and the
-- reference that is written with it.
CREATE FUNCTION containers_lab.acting_user_id()
    RETURNS integer
    LANGUAGE plpgsql
    VOLATILE
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
        WHERE actor.id = v_setting::bigint
        FOR KEY SHARE;
    END IF;
    RETURN v_user_id;
END;
$$;

COMMENT ON FUNCTION containers_lab.acting_user_id()
    IS 'The person that app.current_user_id names, for a row that refers to it; null when it is unset, empty, no number or nobody.';

REVOKE EXECUTE ON FUNCTION containers_lab.acting_user_id() FROM PUBLIC;

-- An update that changes nothing leaves no row. Columns named as arguments of the
-- trigger are left out: what is derived from others would only be noise.
CREATE FUNCTION containers_lab.app_audit_trigger()
    RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_setting text := nullif(current_setting('app.current_user_id', true), '');
    v_actor   integer;
    v_old     jsonb := '{}';
    v_new     jsonb := '{}';
    v_meta    jsonb;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        v_old := to_jsonb(OLD);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        v_new := to_jsonb(NEW);
    END IF;
    IF TG_NARGS > 0 THEN
        v_old := v_old - TG_ARGV;
        v_new := v_new - TG_ARGV;
    END IF;
    CASE TG_OP
        WHEN 'INSERT' THEN
            v_meta := jsonb_build_object('operation', TG_OP, 'old', NULL, 'new', v_new, 'changed_columns',
                (SELECT jsonb_agg(field.key) FROM jsonb_each(v_new) AS field WHERE field.value <> 'null'));
        WHEN 'DELETE' THEN
            v_meta := jsonb_build_object('operation', TG_OP, 'old', v_old, 'new', NULL, 'changed_columns',
                (SELECT jsonb_agg(field.key) FROM jsonb_each(v_old) AS field WHERE field.value <> 'null'));
        ELSE
            IF v_old = v_new THEN
                RETURN NULL;
            END IF;
            SELECT jsonb_build_object(
                'operation', TG_OP,
                'old', jsonb_object_agg(field.key, v_old -> field.key),
                'new', jsonb_object_agg(field.key, field.value),
                'changed_columns', jsonb_agg(field.key))
            INTO v_meta
            FROM jsonb_each(v_new) AS field
            WHERE field.value IS DISTINCT FROM v_old -> field.key;
    END CASE;
    IF v_setting IS NOT NULL THEN
        -- As acting_user_id does, without the cost of calling it.
        IF v_setting ~ '^\d{1,18}$' THEN
            SELECT actor.id INTO v_actor FROM containers_lab.users AS actor WHERE actor.id = v_setting::bigint FOR KEY SHARE;
        END IF;
        IF v_actor IS NULL THEN
            v_meta := v_meta || jsonb_build_object('actor', v_setting);
        END IF;
    END IF;
    INSERT INTO containers_lab.audit_logs (actor_user_id, action, target_type, target_id, meta, created_at)
    VALUES (v_actor, TG_OP, TG_TABLE_NAME, coalesce(v_new ->> 'id', v_old ->> 'id'), v_meta, now());
    RETURN NULL;
END;
$$;

COMMENT ON FUNCTION containers_lab.app_audit_trigger()
    IS 'Writes one audit row for a changed row: who, what, and the values that differ. Its arguments name columns to leave out.';

REVOKE EXECUTE ON FUNCTION containers_lab.app_audit_trigger() FROM PUBLIC;

CREATE TRIGGER trg_audit_users
    AFTER INSERT OR UPDATE OR DELETE ON containers_lab.users
    FOR EACH ROW
    EXECUTE FUNCTION containers_lab.app_audit_trigger();

CREATE TRIGGER trg_audit_containers
    AFTER INSERT OR UPDATE OR DELETE ON containers_lab.containers
    FOR EACH ROW
    EXECUTE FUNCTION containers_lab.app_audit_trigger();

CREATE TRIGGER trg_audit_assignments
    AFTER INSERT OR UPDATE OR DELETE ON containers_lab.assignments
    FOR EACH ROW
    EXECUTE FUNCTION containers_lab.app_audit_trigger();

CREATE TRIGGER trg_audit_courses
    AFTER INSERT OR UPDATE OR DELETE ON containers_lab.courses
    FOR EACH ROW
    EXECUTE FUNCTION containers_lab.app_audit_trigger('search_vector');

CREATE TRIGGER trg_audit_templates
    AFTER INSERT OR UPDATE OR DELETE ON containers_lab.templates
    FOR EACH ROW
    EXECUTE FUNCTION containers_lab.app_audit_trigger();

CREATE TRIGGER trg_audit_tasks
    AFTER INSERT OR UPDATE OR DELETE ON containers_lab.tasks
    FOR EACH ROW
    EXECUTE FUNCTION containers_lab.app_audit_trigger();
