DROP FUNCTION containers_lab.purge_archived_audit_logs(integer, integer);
DROP FUNCTION containers_lab.seal_audit_logs(integer, boolean);
DROP FUNCTION containers_lab.audit_chain(bigint, text, bigint, bigint, bytea, bytea);
DROP FUNCTION containers_lab.audit_leaf(containers_lab.audit_entries, integer);
DROP VIEW containers_lab.audit_entries;
DROP TABLE containers_lab.audit_leaves;
DROP TABLE containers_lab.audit_seals;

CREATE OR REPLACE FUNCTION containers_lab.archive_audit_logs(p_days integer, p_limit integer)
    RETURNS bigint
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_limit timestamptz := containers_lab.retention_limit(p_days);
    v_moved bigint;
BEGIN
    WITH moved AS (
        DELETE FROM containers_lab.audit_logs AS entry
        WHERE entry.id = ANY (ARRAY(
            SELECT old.id
            FROM containers_lab.audit_logs AS old
            WHERE old.created_at < v_limit
            ORDER BY old.created_at
            LIMIT p_limit
            FOR UPDATE SKIP LOCKED
        ))
        RETURNING entry.*
    )
    INSERT INTO containers_lab.audit_logs_archive (id, actor_user_id, action, target_type, target_id, meta, created_at)
    SELECT moved.id, moved.actor_user_id, moved.action, moved.target_type, moved.target_id, moved.meta, moved.created_at
    FROM moved;
    GET DIAGNOSTICS v_moved = ROW_COUNT;
    RETURN v_moved;
END;
$$;

DROP INDEX containers_lab.idx_audit_logs_archive_txid;
DROP INDEX containers_lab.idx_audit_logs_txid;
ALTER TABLE containers_lab.audit_logs_archive DROP COLUMN txid;
ALTER TABLE containers_lab.audit_logs DROP COLUMN txid;
