--! requires: 1695474000000_audit_seals
--
-- Whether the audit trail is what was sealed.

-- Reads everything. Rows come first, as a row that is named is what somebody has to
-- look at; a seal is named where its rows fit their leaves but the leaves not the seal.
CREATE FUNCTION containers_lab.verify_audit_logs(p_known_chain bytea DEFAULT NULL)
    RETURNS TABLE (problem text, audit_log_id bigint, seal_id bigint)
    LANGUAGE sql
    STABLE
    SET search_path = containers_lab, pg_temp
AS $$
    WITH newest AS (
        SELECT seal.horizon FROM containers_lab.audit_seals AS seal ORDER BY seal.id DESC LIMIT 1
    ), bad_rows AS (
        SELECT
            CASE WHEN entry.id IS NULL THEN 'missing' ELSE 'altered' END AS problem,
            leaf.audit_log_id, leaf.seal_id
        FROM containers_lab.audit_leaves AS leaf
        LEFT JOIN containers_lab.audit_entries AS entry ON entry.id = leaf.audit_log_id
        WHERE CASE
            WHEN entry.id IS NULL THEN leaf.purge_seal_id IS NULL
            ELSE containers_lab.audit_leaf(entry, leaf.actor_user_id) <> leaf.leaf
                OR entry.actor_user_id <> leaf.actor_user_id
                OR (entry.actor_user_id IS NOT NULL AND leaf.actor_user_id IS NULL)
        END
        UNION ALL
        SELECT 'inserted', entry.id, NULL
        FROM newest
        JOIN containers_lab.audit_entries AS entry ON entry.txid < newest.horizon
        WHERE NOT EXISTS (SELECT FROM containers_lab.audit_leaves AS leaf WHERE leaf.audit_log_id = entry.id)
        UNION ALL
        SELECT 'duplicated', entry.id, NULL
        FROM containers_lab.audit_logs AS entry
        JOIN containers_lab.audit_logs_archive AS archived ON archived.id = entry.id
    ), roots AS (
        SELECT leaf.seal_id, count(*) AS row_count, sha256(string_agg(leaf.leaf, '' ORDER BY leaf.audit_log_id)) AS root
        FROM containers_lab.audit_leaves AS leaf
        GROUP BY leaf.seal_id
        UNION ALL
        SELECT leaf.purge_seal_id, count(*), sha256(string_agg(leaf.leaf, '' ORDER BY leaf.audit_log_id))
        FROM containers_lab.audit_leaves AS leaf
        WHERE leaf.purge_seal_id IS NOT NULL
        GROUP BY leaf.purge_seal_id
    ), seals AS (
        SELECT
            seal.*,
            lag(seal.id, 1, 0::bigint) OVER (ORDER BY seal.id) AS id_before,
            lag(seal.chain, 1, decode(repeat('00', 32), 'hex')) OVER (ORDER BY seal.id) AS chain_before
        FROM containers_lab.audit_seals AS seal
    ), bad_seals AS (
        SELECT 'seal replaced' AS problem, NULL::bigint AS audit_log_id, seals.id AS seal_id
        FROM seals
        LEFT JOIN roots ON roots.seal_id = seals.id
        WHERE seals.id <> seals.id_before + 1
            OR seals.previous <> seals.chain_before
            OR seals.root <> coalesce(roots.root, sha256(''))
            OR seals.row_count <> coalesce(roots.row_count, 0)
            OR seals.chain <> containers_lab.audit_chain(
                seals.id, seals.kind, seals.horizon, seals.row_count, seals.root, seals.previous
            )
        UNION ALL
        SELECT 'chain replaced', NULL, NULL
        WHERE p_known_chain IS NOT NULL
            AND NOT EXISTS (SELECT FROM containers_lab.audit_seals AS seal WHERE seal.chain = p_known_chain)
    )
    SELECT bad.problem, bad.audit_log_id, bad.seal_id
    FROM (TABLE bad_rows UNION ALL TABLE bad_seals) AS bad
    ORDER BY bad.audit_log_id, bad.seal_id
    LIMIT 1;
$$;

COMMENT ON FUNCTION containers_lab.verify_audit_logs(bytea)
    IS 'The first entry that is altered, missing, inserted or duplicated, or the first seal that was replaced; no row when all is as sealed.';

REVOKE EXECUTE ON FUNCTION containers_lab.verify_audit_logs(bytea) FROM PUBLIC;
