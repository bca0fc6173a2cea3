DROP TRIGGER trg_audit_leaves_unchanged ON containers_lab.audit_leaves;
DROP TRIGGER trg_audit_leaves_append_only ON containers_lab.audit_leaves;
DROP TRIGGER trg_audit_seals_append_only ON containers_lab.audit_seals;
DROP FUNCTION containers_lab.refuse_seal_change();
