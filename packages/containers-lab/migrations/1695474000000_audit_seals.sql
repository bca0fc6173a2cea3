--! requires: 1695470700000_create_audit_triggers
--! requires: 1695471100000_sessions_sshkeys_usage_and_retention
--
-- Sealing the audit trail, so that a change of it shows.
--
-- A seal covers every entry of the transactions below its horizon that no earlier seal
-- covers. It is made only when all of those transactions are over, so that none of
-- their entries can come late; a transaction that stays open, in any database of the
-- cluster, holds the horizon back. Each entry has a leaf, the digest of what it says; a
-- seal has the digest of its leaves, and of the seal before it. Whoever keeps the
-- newest chain value elsewhere can tell that the whole has not been made anew.
--
-- Writers pay nothing for it: the digests are computed by whoever seals.

ALTER TABLE containers_lab.audit_logs
    ADD COLUMN txid bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint;

ALTER TABLE containers_lab.audit_logs_archive
    ADD COLUMN txid bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint;

-- What comes here later brings its own.
ALTER TABLE containers_lab.audit_logs_archive ALTER COLUMN txid DROP DEFAULT;

COMMENT ON COLUMN containers_lab.audit_logs.txid         IS 'The transaction that wrote the entry.';
COMMENT ON COLUMN containers_lab.audit_logs_archive.txid IS 'The transaction that wrote the entry.';

-- Serve the search for what is not sealed yet. Block ranges cost a writer next to nothing.
CREATE INDEX idx_audit_logs_txid ON containers_lab.audit_logs USING brin (txid) WITH (pages_per_range = 16);
CREATE INDEX idx_audit_logs_archive_txid ON containers_lab.audit_logs_archive USING brin (txid) WITH (pages_per_range = 16);

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
    INSERT INTO containers_lab.audit_logs_archive (id, actor_user_id, action, target_type, target_id, meta, created_at, txid)
    SELECT
        moved.id, moved.actor_user_id, moved.action, moved.target_type, moved.target_id, moved.meta, moved.created_at,
        moved.txid
    FROM moved;
    GET DIAGNOSTICS v_moved = ROW_COUNT;
    RETURN v_moved;
END;
$$;

CREATE TABLE containers_lab.audit_seals (
    id         bigint       NOT NULL,
    kind       text         NOT NULL,
    horizon    bigint       NOT NULL,
    row_count  bigint       NOT NULL,
    root       bytea        NOT NULL,
    previous   bytea        NOT NULL,
    chain      bytea        NOT NULL,
    sealed_at  timestamptz  NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT pk_audit_seals PRIMARY KEY (id),
    CONSTRAINT ck_audit_seals_kind CHECK (kind IN ('rows', 'purge', 'restart'))
);

COMMENT ON TABLE  containers_lab.audit_seals           IS 'A sealed part of the audit trail; each seal holds the digest of the one before.';
COMMENT ON COLUMN containers_lab.audit_seals.id        IS 'Number of the seal, from 1 on without a gap.';
COMMENT ON COLUMN containers_lab.audit_seals.kind      IS 'rows for new entries, purge for entries that were deleted by retention, restart for the first seal in a restored database.';
COMMENT ON COLUMN containers_lab.audit_seals.horizon   IS 'Entries of transactions below it are covered by this seal or an earlier one.';
COMMENT ON COLUMN containers_lab.audit_seals.row_count IS 'How many entries it covers.';
COMMENT ON COLUMN containers_lab.audit_seals.root      IS 'SHA-256 of the leaves, in the order of the entries'' ids.';
COMMENT ON COLUMN containers_lab.audit_seals.previous  IS 'Chain value of the seal before; 32 zero bytes for the first.';
COMMENT ON COLUMN containers_lab.audit_seals.chain     IS 'SHA-256 of all of the above: the value to keep elsewhere.';
COMMENT ON COLUMN containers_lab.audit_seals.sealed_at IS 'When it was made.';

CREATE TABLE containers_lab.audit_leaves (
    audit_log_id   bigint   NOT NULL,
    seal_id        bigint   NOT NULL,
    actor_user_id  integer,
    leaf           bytea    NOT NULL,
    purge_seal_id  bigint,

    CONSTRAINT audit_leaves_seal_id_fkey FOREIGN KEY (seal_id)
        REFERENCES containers_lab.audit_seals (id) ON DELETE RESTRICT,
    CONSTRAINT audit_leaves_purge_seal_id_fkey FOREIGN KEY (purge_seal_id)
        REFERENCES containers_lab.audit_seals (id) ON DELETE RESTRICT,
    CONSTRAINT pk_audit_leaves PRIMARY KEY (audit_log_id)
);

COMMENT ON TABLE  containers_lab.audit_leaves               IS 'What a sealed entry said, as a digest.';
COMMENT ON COLUMN containers_lab.audit_leaves.audit_log_id  IS 'The entry, in audit_logs or in its archive.';
COMMENT ON COLUMN containers_lab.audit_leaves.seal_id       IS 'The seal that covers it.';
COMMENT ON COLUMN containers_lab.audit_leaves.actor_user_id IS 'Who did it, as of the sealing: the entry forgets a person who is deleted.';
COMMENT ON COLUMN containers_lab.audit_leaves.leaf          IS 'SHA-256 of the entry.';
COMMENT ON COLUMN containers_lab.audit_leaves.purge_seal_id IS 'The seal under which retention deleted the entry.';

CREATE INDEX idx_audit_leaves_seal_id ON containers_lab.audit_leaves (seal_id);
CREATE INDEX idx_audit_leaves_purge_seal_id ON containers_lab.audit_leaves (purge_seal_id) WHERE purge_seal_id IS NOT NULL;

CREATE VIEW containers_lab.audit_entries
    WITH (security_invoker = true)
AS
SELECT
    entry.id, entry.actor_user_id, entry.action, entry.target_type, entry.target_id, entry.meta, entry.created_at,
    entry.txid
FROM containers_lab.audit_logs AS entry
UNION ALL
SELECT
    entry.id, entry.actor_user_id, entry.action, entry.target_type, entry.target_id, entry.meta, entry.created_at,
    entry.txid
FROM containers_lab.audit_logs_archive AS entry;

COMMENT ON VIEW containers_lab.audit_entries IS 'The whole audit trail, archived or not.';

-- The entry as JSON is its canonical form: jsonb writes equal values equally.
CREATE FUNCTION containers_lab.audit_leaf(p_entry containers_lab.audit_entries, p_actor_user_id integer)
    RETURNS bytea
    LANGUAGE sql
    STABLE
    SET search_path = containers_lab, pg_temp
AS $$
    SELECT sha256(convert_to(
        jsonb_build_array(
            p_entry.id, p_actor_user_id, p_entry.action, p_entry.target_type, p_entry.target_id, p_entry.meta,
            extract(epoch FROM p_entry.created_at), p_entry.txid
        )::text,
        'UTF8'
    ));
$$;

COMMENT ON FUNCTION containers_lab.audit_leaf(containers_lab.audit_entries, integer) IS 'Digest of an entry, with the person it named when it was sealed.';

CREATE FUNCTION containers_lab.audit_chain(
    p_id         bigint,
    p_kind       text,
    p_horizon    bigint,
    p_row_count  bigint,
    p_root       bytea,
    p_previous   bytea
)
    RETURNS bytea
    LANGUAGE sql
    IMMUTABLE
    SET search_path = containers_lab, pg_temp
AS $$
    SELECT sha256(p_previous || p_root || int8send(p_id) || int8send(p_horizon) || int8send(p_row_count) || textsend(p_kind));
$$;

COMMENT ON FUNCTION containers_lab.audit_chain(bigint, text, bigint, bigint, bytea, bytea) IS 'Digest of a seal.';

-- One sealer at a time; a second one waits and finds less to do. With p_restart, in a
-- database restored into another cluster, where transactions are counted anew: writers
-- wait while everything that has no leaf yet is sealed.
CREATE FUNCTION containers_lab.seal_audit_logs(p_limit integer DEFAULT 100000, p_restart boolean DEFAULT false)
    RETURNS TABLE (seal_id bigint, row_count bigint, chain bytea)
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    v_last     containers_lab.audit_seals%ROWTYPE;
    v_horizon  bigint;
    v_cut      bigint;
    v_first    bigint;
BEGIN
    LOCK TABLE containers_lab.audit_seals IN EXCLUSIVE MODE;
    IF p_restart THEN
        LOCK TABLE containers_lab.audit_logs, containers_lab.audit_logs_archive IN SHARE MODE;
    END IF;
    SELECT seal.* INTO v_last FROM containers_lab.audit_seals AS seal ORDER BY seal.id DESC LIMIT 1;
    v_horizon := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    IF v_horizon < v_last.horizon AND NOT p_restart THEN
        RAISE EXCEPTION 'Transaction % is the oldest that runs, but seal % covers those below %.',
            v_horizon, v_last.id, v_last.horizon
            USING ERRCODE = 'LB013', HINT = 'In a database restored into another cluster, call seal_audit_logs(p_restart => true) once.';
    END IF;
    IF NOT p_restart THEN
        SELECT entry.txid INTO v_cut
        FROM containers_lab.audit_entries AS entry
        WHERE entry.txid >= coalesce(v_last.horizon, 0) AND entry.txid < v_horizon
        ORDER BY entry.txid
        OFFSET p_limit
        LIMIT 1;
        IF FOUND THEN
            -- A transaction is covered as a whole, even one that wrote more than the limit.
            SELECT min(entry.txid) INTO v_first
            FROM containers_lab.audit_entries AS entry
            WHERE entry.txid >= coalesce(v_last.horizon, 0) AND entry.txid < v_horizon;
            v_horizon := greatest(v_cut, v_first + 1);
        END IF;
    END IF;
    RETURN QUERY
    WITH leaves AS MATERIALIZED (
        SELECT entry.id, entry.actor_user_id, containers_lab.audit_leaf(entry, entry.actor_user_id) AS leaf
        FROM containers_lab.audit_entries AS entry
        WHERE (p_restart OR (entry.txid >= coalesce(v_last.horizon, 0) AND entry.txid < v_horizon))
            AND NOT EXISTS (SELECT FROM containers_lab.audit_leaves AS known WHERE known.audit_log_id = entry.id)
    ), summed AS (
        SELECT
            coalesce(v_last.id, 0) + 1 AS id,
            CASE WHEN p_restart THEN 'restart' ELSE 'rows' END AS kind,
            count(*) AS row_count,
            sha256(string_agg(leaves.leaf, '' ORDER BY leaves.id)) AS root,
            coalesce(v_last.chain, decode(repeat('00', 32), 'hex')) AS previous
        FROM leaves
        HAVING count(*) > 0 OR p_restart
    ), sealed AS (
        INSERT INTO containers_lab.audit_seals (id, kind, horizon, row_count, root, previous, chain)
        SELECT
            summed.id, summed.kind, v_horizon, summed.row_count, coalesce(summed.root, sha256('')), summed.previous,
            containers_lab.audit_chain(
                summed.id, summed.kind, v_horizon, summed.row_count, coalesce(summed.root, sha256('')), summed.previous
            )
        FROM summed
        RETURNING id, row_count, chain
    ), kept AS (
        INSERT INTO containers_lab.audit_leaves (audit_log_id, seal_id, actor_user_id, leaf)
        SELECT leaves.id, sealed.id, leaves.actor_user_id, leaves.leaf
        FROM leaves
        CROSS JOIN sealed
    )
    SELECT sealed.id, sealed.row_count, sealed.chain FROM sealed;
END;
$$;

COMMENT ON FUNCTION containers_lab.seal_audit_logs(integer, boolean)
    IS 'Seals what finished transactions have written, about p_limit entries at most; gives the seal, or no row when there is nothing.';

-- Only what is sealed may go, and its going is sealed too: lawful deletion stays
-- distinguishable from tampering.
CREATE FUNCTION containers_lab.purge_archived_audit_logs(p_days integer, p_limit integer DEFAULT 10000)
    RETURNS bigint
    LANGUAGE plpgsql
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_limit  timestamptz := containers_lab.retention_limit(p_days);
    v_last   containers_lab.audit_seals%ROWTYPE;
    v_ids    bigint[];
    v_root   bytea;
BEGIN
    LOCK TABLE containers_lab.audit_seals IN EXCLUSIVE MODE;
    SELECT array_agg(old.id), sha256(string_agg(old.leaf, '' ORDER BY old.id)) INTO v_ids, v_root
    FROM (
        SELECT entry.id, leaf.leaf
        FROM containers_lab.audit_logs_archive AS entry
        JOIN containers_lab.audit_leaves AS leaf ON leaf.audit_log_id = entry.id
        WHERE entry.created_at < v_limit
        ORDER BY entry.created_at
        LIMIT p_limit
    ) AS old;
    IF v_ids IS NULL THEN
        RETURN 0;
    END IF;
    SELECT seal.* INTO v_last FROM containers_lab.audit_seals AS seal ORDER BY seal.id DESC LIMIT 1;
    INSERT INTO containers_lab.audit_seals (id, kind, horizon, row_count, root, previous, chain)
    VALUES (
        v_last.id + 1, 'purge', v_last.horizon, cardinality(v_ids), v_root, v_last.chain,
        containers_lab.audit_chain(v_last.id + 1, 'purge', v_last.horizon, cardinality(v_ids), v_root, v_last.chain)
    );
    UPDATE containers_lab.audit_leaves AS leaf SET purge_seal_id = v_last.id + 1 WHERE leaf.audit_log_id = ANY (v_ids);
    DELETE FROM containers_lab.audit_logs_archive AS entry WHERE entry.id = ANY (v_ids);
    RETURN cardinality(v_ids);
END;
$$;

COMMENT ON FUNCTION containers_lab.purge_archived_audit_logs(integer, integer)
    IS 'Deletes at most p_limit sealed entries older than p_days days from the archive, under a seal of its own; gives their number.';

REVOKE EXECUTE ON FUNCTION
    containers_lab.audit_leaf(containers_lab.audit_entries, integer),
    containers_lab.audit_chain(bigint, text, bigint, bigint, bytea, bytea),
    containers_lab.seal_audit_logs(integer, boolean),
    containers_lab.purge_archived_audit_logs(integer, integer)
FROM PUBLIC;
