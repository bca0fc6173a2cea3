-- Every change of people, containers, assignments, courses, templates and tasks leaves
-- a row in audit_logs, in the same transaction.
--
-- The triggers fire once a statement and read what it changed from its transition
-- tables: a change of many rows costs little more than writing their entries. A table
-- has three of them, as such a trigger is for one kind of statement.
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
--
-- Both transition tables are filled row by row in the same order, so that a row is
-- paired with what it was by its place. Its id would not do: it may change, and one
-- statement may change a row twice, as deleting a person does by two references. That
-- many pairs look like more work than they are, hence no compilation. OFFSET 0 keeps a
-- row from being made into an object again for each place where the object is used.
CREATE FUNCTION containers_lab.app_audit_trigger()
    RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
    SET jit = off
AS $$
DECLARE
    v_setting text := nullif(current_setting('app.current_user_id', true), '');
    v_actor   integer := containers_lab.acting_user_id();
    v_unknown jsonb := '{}';
    v_omitted text[] := coalesce(TG_ARGV, '{}');
BEGIN
    IF v_actor IS NULL AND v_setting IS NOT NULL THEN
        v_unknown := jsonb_build_object('actor', v_setting);
    END IF;
    CASE TG_OP
        WHEN 'INSERT' THEN
            INSERT INTO containers_lab.audit_logs (actor_user_id, action, target_type, target_id, meta, created_at)
            SELECT
                v_actor, TG_OP, TG_TABLE_NAME, row.new ->> 'id',
                jsonb_build_object('operation', TG_OP, 'old', NULL, 'new', row.new, 'changed_columns', ARRAY(
                    SELECT jsonb_object_keys(jsonb_strip_nulls(row.new))
                )) || v_unknown,
                now()
            FROM (SELECT to_jsonb(inserted) - v_omitted AS new FROM new_rows AS inserted OFFSET 0) AS row;
        WHEN 'DELETE' THEN
            INSERT INTO containers_lab.audit_logs (actor_user_id, action, target_type, target_id, meta, created_at)
            SELECT
                v_actor, TG_OP, TG_TABLE_NAME, row.old ->> 'id',
                jsonb_build_object('operation', TG_OP, 'old', row.old, 'new', NULL, 'changed_columns', ARRAY(
                    SELECT jsonb_object_keys(jsonb_strip_nulls(row.old))
                )) || v_unknown,
                now()
            FROM (SELECT to_jsonb(deleted) - v_omitted AS old FROM old_rows AS deleted OFFSET 0) AS row;
        ELSE
            INSERT INTO containers_lab.audit_logs (actor_user_id, action, target_type, target_id, meta, created_at)
            SELECT
                v_actor, TG_OP, TG_TABLE_NAME, after.new ->> 'id',
                jsonb_build_object(
                    'operation', TG_OP, 'old', before.old - same.columns, 'new', change.new,
                    'changed_columns', ARRAY(SELECT jsonb_object_keys(change.new))) || v_unknown,
                now()
            FROM (SELECT row_number() OVER () AS place, to_jsonb(was) - v_omitted AS old FROM old_rows AS was) AS before
            JOIN (SELECT row_number() OVER () AS place, to_jsonb(becomes) - v_omitted AS new FROM new_rows AS becomes) AS after
                ON after.place = before.place
            CROSS JOIN LATERAL (
                SELECT ARRAY(
                    SELECT field.name
                    FROM (SELECT jsonb_object_keys(after.new) AS name) AS field
                    WHERE after.new -> field.name = before.old -> field.name
                ) AS columns
                OFFSET 0
            ) AS same
            CROSS JOIN LATERAL (SELECT after.new - same.columns AS new OFFSET 0) AS change
            WHERE after.new <> before.old;
    END CASE;
    RETURN NULL;
END;
$$;

COMMENT ON FUNCTION containers_lab.app_audit_trigger()
    IS 'Writes one audit row for each row a statement changed: who, what, and the values that differ. Its arguments name columns to leave out.';

REVOKE EXECUTE ON FUNCTION containers_lab.app_audit_trigger() FROM PUBLIC;

CREATE TRIGGER trg_audit_users
    AFTER INSERT ON containers_lab.users
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.app_audit_trigger();

CREATE TRIGGER trg_audit_users_update
    AFTER UPDATE ON containers_lab.users
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.app_audit_trigger();

CREATE TRIGGER trg_audit_users_delete
    AFTER DELETE ON containers_lab.users
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.app_audit_trigger();

CREATE TRIGGER trg_audit_containers
    AFTER INSERT ON containers_lab.containers
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.app_audit_trigger();

CREATE TRIGGER trg_audit_containers_update
    AFTER UPDATE ON containers_lab.containers
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.app_audit_trigger();

CREATE TRIGGER trg_audit_containers_delete
    AFTER DELETE ON containers_lab.containers
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.app_audit_trigger();

CREATE TRIGGER trg_audit_assignments
    AFTER INSERT ON containers_lab.assignments
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.app_audit_trigger();

CREATE TRIGGER trg_audit_assignments_update
    AFTER UPDATE ON containers_lab.assignments
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.app_audit_trigger();

CREATE TRIGGER trg_audit_assignments_delete
    AFTER DELETE ON containers_lab.assignments
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.app_audit_trigger();

CREATE TRIGGER trg_audit_courses
    AFTER INSERT ON containers_lab.courses
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.app_audit_trigger('search_vector');

CREATE TRIGGER trg_audit_courses_update
    AFTER UPDATE ON containers_lab.courses
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.app_audit_trigger('search_vector');

CREATE TRIGGER trg_audit_courses_delete
    AFTER DELETE ON containers_lab.courses
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.app_audit_trigger('search_vector');

CREATE TRIGGER trg_audit_templates
    AFTER INSERT ON containers_lab.templates
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.app_audit_trigger();

CREATE TRIGGER trg_audit_templates_update
    AFTER UPDATE ON containers_lab.templates
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.app_audit_trigger();

CREATE TRIGGER trg_audit_templates_delete
    AFTER DELETE ON containers_lab.templates
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.app_audit_trigger();

CREATE TRIGGER trg_audit_tasks
    AFTER INSERT ON containers_lab.tasks
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.app_audit_trigger();

CREATE TRIGGER trg_audit_tasks_update
    AFTER UPDATE ON containers_lab.tasks
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.app_audit_trigger();

CREATE TRIGGER trg_audit_tasks_delete
    AFTER DELETE ON containers_lab.tasks
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.app_audit_trigger();
