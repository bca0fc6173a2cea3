--! requires: 1695474000000_audit_seals
--
-- Seals are written and never rewritten, whoever asks. The roles of the application have
-- no rights on them at all; this stops whoever owns them, short of taking the triggers
-- off, which is no accident and which the chain value kept elsewhere brings to light.

CREATE FUNCTION containers_lab.refuse_seal_change()
    RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION 'The seals of the audit trail are not to be changed: % on %.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'LB020', HINT = 'Retention goes through purge_archived_audit_logs, which seals what it deletes.';
END;
$$;

COMMENT ON FUNCTION containers_lab.refuse_seal_change() IS 'Refuses every change of a seal or a leaf.';

REVOKE EXECUTE ON FUNCTION containers_lab.refuse_seal_change() FROM PUBLIC;

CREATE TRIGGER trg_audit_seals_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON containers_lab.audit_seals
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.refuse_seal_change();

CREATE TRIGGER trg_audit_leaves_append_only
    BEFORE DELETE OR TRUNCATE ON containers_lab.audit_leaves
    FOR EACH STATEMENT
    EXECUTE FUNCTION containers_lab.refuse_seal_change();

-- Once, a leaf is told under which seal its entry was deleted.
CREATE TRIGGER trg_audit_leaves_unchanged
    BEFORE UPDATE ON containers_lab.audit_leaves
    FOR EACH ROW
    WHEN (
        OLD.purge_seal_id IS NOT NULL
        OR (OLD.audit_log_id, OLD.seal_id, OLD.actor_user_id, OLD.leaf)
            IS DISTINCT FROM (NEW.audit_log_id, NEW.seal_id, NEW.actor_user_id, NEW.leaf)
    )
    EXECUTE FUNCTION containers_lab.refuse_seal_change();
