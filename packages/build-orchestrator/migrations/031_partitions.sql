--! requires: 030_roles
--
-- Logs that may be cut into partitions by time, once they have grown large, and the
-- partitions they have. Nothing is partitioned until it is asked for; what is, is read
-- from the catalog of PostgreSQL, so there is no second truth.
--
-- LB020: the table cannot be partitioned. LB021: it has not been prepared for it.

CREATE FUNCTION build_orchestrator.partition_key(p_table text)
    RETURNS text
    LANGUAGE plpgsql
    IMMUTABLE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    CASE p_table
    WHEN 'build_access_log' THEN RETURN 'accessed_at';
    WHEN 'build_events' THEN RETURN 'event_timestamp';
    WHEN 'build_metrics' THEN RETURN 'metric_timestamp';
    ELSE
        RAISE EXCEPTION 'Table % cannot be partitioned.', coalesce(p_table, 'null')
            USING ERRCODE = 'LB020',
                HINT = 'The logs build_access_log, build_events and build_metrics can. Other tables refer to messages by their id.';
    END CASE;
END
$$;

COMMENT ON FUNCTION build_orchestrator.partition_key(text)
    IS 'The time by which a log is cut into partitions; refuses (LB020) every other table.';

CREATE FUNCTION build_orchestrator.list_partitions(p_table text DEFAULT NULL)
    RETURNS TABLE (
        table_name      text,
        partition_name  text,
        starts_at       timestamptz,
        ends_at         timestamptz,
        is_default      boolean,
        row_estimate    bigint,
        size_bytes      bigint
    )
    LANGUAGE sql
    STABLE
    SET search_path = build_orchestrator, pg_temp
    SET TimeZone = 'UTC'
    SET DateStyle = 'ISO, YMD'
AS $$
    SELECT
        log.relname::text,
        part.relname::text,
        substring(bound.text FROM 'FROM \(''([^'']+)''\)')::timestamptz,
        substring(bound.text FROM 'TO \(''([^'']+)''\)')::timestamptz,
        part.oid = cut.partdefid,
        greatest(part.reltuples, 0)::bigint,
        pg_total_relation_size(part.oid)
    FROM pg_class AS log
    JOIN pg_partitioned_table AS cut ON cut.partrelid = log.oid
    JOIN pg_inherits AS link ON link.inhparent = log.oid
    JOIN pg_class AS part ON part.oid = link.inhrelid
    CROSS JOIN LATERAL (SELECT pg_get_expr(part.relpartbound, part.oid)) AS bound (text)
    WHERE log.oid IN (
            'build_orchestrator.build_access_log'::regclass,
            'build_orchestrator.build_events'::regclass,
            'build_orchestrator.build_metrics'::regclass
        )
        AND (p_table IS NULL OR log.relname = p_table)
    ORDER BY log.relname, 4 NULLS LAST;
$$;

COMMENT ON FUNCTION build_orchestrator.list_partitions(text)
    IS 'The partitions of one log or of all, by time, that for rows without one of their own last. A table that is not partitioned has none.';

CREATE FUNCTION build_orchestrator.hide_partition(p_partition regclass)
    RETURNS void
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_role  text;
BEGIN
    FOR v_role IN
        SELECT DISTINCT CASE item.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(item.grantee)) END
        FROM pg_class AS part
        LEFT JOIN pg_attribute AS col ON col.attrelid = part.oid AND col.attacl IS NOT NULL
        CROSS JOIN LATERAL (
            SELECT given.grantee FROM aclexplode(part.relacl) AS given
            UNION ALL
            SELECT given.grantee FROM aclexplode(col.attacl) AS given
        ) AS item
        WHERE part.oid = p_partition AND item.grantee <> part.relowner
    LOOP
        EXECUTE format('REVOKE ALL ON TABLE %s FROM %s', p_partition, v_role);
    END LOOP;
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', p_partition);
END
$$;

COMMENT ON FUNCTION build_orchestrator.hide_partition(regclass)
    IS 'Leaves nobody a right to a partition but its owner, and shows even him no row: rows are reached through the log, whose policies hold.';

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.partition_key(text),
    build_orchestrator.list_partitions(text),
    build_orchestrator.hide_partition(regclass)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION build_orchestrator.list_partitions(text) TO build_maintenance;
