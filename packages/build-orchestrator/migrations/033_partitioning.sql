--! requires: 032_partition_upkeep
--
-- Turns a log into a table partitioned by time, in four statements while it is in use:
--
--   1. SELECT prepare_partitioning('build_events');
--      ACCESS EXCLUSIVE for an instant; states that no row is later than the boundary.
--   2. ALTER TABLE build_events VALIDATE CONSTRAINT ck_build_events_partition;
--      SHARE UPDATE EXCLUSIVE; reads the table once while it is read and written.
--   3. CREATE UNIQUE INDEX CONCURRENTLY uq_build_events_partition ON build_events (id, event_timestamp);
--      SHARE UPDATE EXCLUSIVE; the key must hold the time once the log is partitioned.
--   4. SELECT partition_table('build_events');
--      ACCESS EXCLUSIVE on the log and on the tables it refers to for as long as a few
--      dozen changes to the catalog take. No row is read or copied, whatever the size.
--
-- The rows there are become the first partition, up to the boundary: the start of the next
-- month or day that is at least a week off. Between 1 and 4 a row later than that is
-- refused, so this is to be done within that week; cancel_partitioning goes back.
--
-- 1 and 4 wait half a second for a lock, then fail with 55P03 and are made again.

CREATE FUNCTION build_orchestrator.check_partitionable(p_table text)
    RETURNS void
    LANGUAGE plpgsql
    STABLE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_table    regclass;
    v_reasons  text;
BEGIN
    PERFORM build_orchestrator.partition_key(p_table);
    v_table := p_table::regclass;
    SELECT string_agg(DISTINCT reason.text, '; ' ORDER BY reason.text)
    INTO v_reasons
    FROM (
        SELECT 'it is partitioned already' FROM pg_class AS log WHERE log.oid = v_table AND log.relkind = 'p'
        UNION ALL
        SELECT 'it is part of an inheritance' FROM pg_inherits AS link WHERE v_table IN (link.inhparent, link.inhrelid)
            AND NOT EXISTS (SELECT FROM pg_partitioned_table AS cut WHERE cut.partrelid = link.inhparent)
        UNION ALL
        SELECT format('publication %s names it', publication.pubname)
        FROM pg_publication_rel AS published
        JOIN pg_publication AS publication ON publication.oid = published.prpubid
        WHERE published.prrelid = v_table
        UNION ALL
        SELECT format('index %s is unique without the time, or invalid', index.indexrelid::regclass)
        FROM pg_index AS index
        WHERE index.indrelid = v_table
            AND (NOT index.indisvalid OR index.indisexclusion OR index.indisunique AND NOT index.indisprimary)
            AND index.indexrelid IS DISTINCT FROM to_regclass('uq_' || p_table || '_partition')
        UNION ALL
        SELECT format('%s depends on it', pg_describe_object(link.classid, link.objid, 0))
        FROM pg_depend AS link
        WHERE link.refclassid = 'pg_class'::regclass AND link.refobjid = v_table AND link.deptype = 'n'
            AND NOT EXISTS (SELECT FROM pg_constraint AS own WHERE link.classid = 'pg_constraint'::regclass AND own.oid = link.objid AND own.conrelid = v_table)
            AND NOT EXISTS (SELECT FROM pg_policy AS own WHERE link.classid = 'pg_policy'::regclass AND own.oid = link.objid AND own.polrelid = v_table)
            AND NOT EXISTS (SELECT FROM pg_trigger AS own WHERE link.classid = 'pg_trigger'::regclass AND own.oid = link.objid AND own.tgrelid = v_table)
    ) AS reason (text);
    IF v_reasons IS NOT NULL THEN
        RAISE EXCEPTION 'Table % cannot be partitioned: %.', p_table, v_reasons
            USING ERRCODE = 'LB020', HINT = 'What a log has beyond its steps can be dropped, and made again once it is partitioned.';
    END IF;
END
$$;

COMMENT ON FUNCTION build_orchestrator.check_partitionable(text)
    IS 'Refuses (LB020) a table that is no log, is partitioned, or has what a partitioned table cannot keep, and says what that is.';

CREATE FUNCTION build_orchestrator.partition_boundary(p_table text)
    RETURNS timestamptz
    LANGUAGE sql
    STABLE
    SET search_path = build_orchestrator, pg_temp
    SET TimeZone = 'UTC'
    SET DateStyle = 'ISO, YMD'
AS $$
    SELECT substring(pg_get_constraintdef(prepared.oid) FROM '''([^'']+)''')::timestamptz
    FROM pg_constraint AS prepared
    WHERE prepared.conrelid = to_regclass(p_table) AND prepared.conname = 'ck_' || p_table || '_partition';
$$;

COMMENT ON FUNCTION build_orchestrator.partition_boundary(text)
    IS 'Where the first partition of a log that is being prepared will end; null when it is not being prepared.';

CREATE FUNCTION build_orchestrator.prepare_partitioning(p_table text, p_span text DEFAULT NULL)
    RETURNS timestamptz
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
    SET TimeZone = 'UTC'
    SET lock_timeout = '500ms'
AS $$
DECLARE
    v_key    text := build_orchestrator.partition_key(p_table);
    v_span   text := coalesce(p_span, CASE p_table WHEN 'build_metrics' THEN 'day' ELSE 'month' END);
    v_until  timestamptz;
    v_last   timestamptz;
BEGIN
    IF v_span NOT IN ('month', 'day') THEN
        RAISE EXCEPTION 'p_span is %, expected month or day.', v_span USING ERRCODE = 'LB001';
    END IF;
    PERFORM build_orchestrator.check_partitionable(p_table);
    v_until := build_orchestrator.partition_boundary(p_table);
    IF v_until = date_trunc(v_span, v_until) THEN
        RETURN v_until;
    ELSIF v_until IS NOT NULL THEN
        RAISE EXCEPTION 'Table % is being prepared for another span.', p_table
            USING ERRCODE = 'LB021', HINT = 'Finish that, or go back with cancel_partitioning.';
    END IF;

    v_until := date_trunc(v_span, clock_timestamp() + interval '7 days') + ('1 ' || v_span)::interval;
    EXECUTE format('SELECT max(log.%I) FROM %I AS log', v_key, p_table) INTO v_last;
    IF v_last >= v_until THEN
        RAISE EXCEPTION 'Table % has rows of the future: %.', p_table, v_last
            USING ERRCODE = 'LB020', HINT = 'Correct their time or delete them first.';
    END IF;
    EXECUTE format(
        'ALTER TABLE %I ADD CONSTRAINT %I CHECK (%I < %L) NOT VALID', p_table, 'ck_' || p_table || '_partition', v_key, v_until
    );
    RETURN v_until;
END
$$;

COMMENT ON FUNCTION build_orchestrator.prepare_partitioning(text, text)
    IS 'First of four statements that partition a log by month or day (null: metrics by day, other logs by month). Gives the time before which they are to be done; a later row is refused until then. Repeated, it gives the same.';

CREATE FUNCTION build_orchestrator.cancel_partitioning(p_table text)
    RETURNS boolean
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
    SET lock_timeout = '500ms'
AS $$
DECLARE
    v_prepared  boolean;
BEGIN
    PERFORM build_orchestrator.partition_key(p_table);
    v_prepared := build_orchestrator.partition_boundary(p_table) IS NOT NULL
        OR to_regclass('uq_' || p_table || '_partition') IS NOT NULL;
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT IF EXISTS %I', p_table, 'ck_' || p_table || '_partition');
    EXECUTE format('DROP INDEX IF EXISTS %I', 'uq_' || p_table || '_partition');
    RETURN v_prepared;
END
$$;

COMMENT ON FUNCTION build_orchestrator.cancel_partitioning(text)
    IS 'Takes back what prepares a log for partitions; false when there was nothing. A log that is partitioned stays so.';

CREATE FUNCTION build_orchestrator.check_prepared(p_table text)
    RETURNS void
    LANGUAGE plpgsql
    STABLE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_missing  text := CASE
        WHEN build_orchestrator.partition_boundary(p_table) IS NULL THEN format('SELECT prepare_partitioning(%L)', p_table)
        WHEN EXISTS (
            SELECT FROM pg_constraint AS stated
            WHERE stated.conrelid = p_table::regclass AND stated.conname = 'ck_' || p_table || '_partition' AND NOT stated.convalidated
        ) THEN format('ALTER TABLE %1$I VALIDATE CONSTRAINT ck_%1$s_partition', p_table)
        WHEN NOT EXISTS (
            SELECT FROM pg_index AS made
            WHERE made.indexrelid = to_regclass('uq_' || p_table || '_partition') AND made.indisvalid
        ) THEN format(
            'CREATE UNIQUE INDEX CONCURRENTLY uq_%1$s_partition ON %1$I (id, %2$I)', p_table, build_orchestrator.partition_key(p_table)
        )
    END;
BEGIN
    IF v_missing IS NOT NULL THEN
        RAISE EXCEPTION 'Table % has not been prepared for partitions.', p_table
            USING ERRCODE = 'LB021', HINT = format('Run: %s', v_missing);
    END IF;
END
$$;

COMMENT ON FUNCTION build_orchestrator.check_prepared(text)
    IS 'Refuses (LB021) a log that lacks one of the statements that prepare it, and names that statement.';

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.check_partitionable(text),
    build_orchestrator.partition_boundary(text),
    build_orchestrator.prepare_partitioning(text, text),
    build_orchestrator.cancel_partitioning(text),
    build_orchestrator.check_prepared(text)
FROM PUBLIC;
