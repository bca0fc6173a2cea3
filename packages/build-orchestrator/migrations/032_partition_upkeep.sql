--! requires: 031_partitions
--
-- Partitions to come and partitions that are over. The functions run with the rights of
-- their owner, who owns the tables, so that build_maintenance and a job may call them.
--
-- Each waits half a second for a lock, less than it takes PostgreSQL to look for a
-- deadlock: where the application is in the way, the call fails with 55P03 and is made
-- again; no transaction of the application is ever its victim.

CREATE FUNCTION build_orchestrator.add_partition(p_table text, p_from timestamptz, p_to timestamptz)
    RETURNS text
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
    SET TimeZone = 'UTC'
AS $$
DECLARE
    v_key      text := build_orchestrator.partition_key(p_table);
    v_form     text := CASE WHEN p_to - p_from <= interval '1 day' THEN 'YYYY_MM_DD' ELSE 'YYYY_MM' END;
    v_name     text := p_table || '_p' || to_char(p_from, v_form);
    v_rest     text := p_table || '_p_default';
    v_options  text;
BEGIN
    SELECT string_agg(format('%I = %L', option.option_name, option.option_value), ', ')
    INTO v_options
    FROM (
        SELECT latest.partition_name
        FROM build_orchestrator.list_partitions(p_table) AS latest
        WHERE NOT latest.is_default
        ORDER BY latest.ends_at DESC LIMIT 1
    ) AS newest
    JOIN pg_class AS part ON part.oid = newest.partition_name::regclass
    CROSS JOIN LATERAL pg_options_to_table(part.reloptions) AS option;

    EXECUTE format(
        'CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION) %s',
        v_name, p_table, 'WITH (' || v_options || ')'
    );
    -- Attaching takes this lock anyway; taken first, no row can come between.
    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', v_rest);
    EXECUTE format(
        'WITH late AS (
             DELETE FROM %1$I AS log WHERE log.%2$I >= $1 AND log.%2$I < $2 AND log.tableoid = $3 RETURNING log.*
         )
         INSERT INTO %3$I SELECT * FROM late',
        p_table, v_key, v_name
    ) USING p_from, p_to, v_rest::regclass;
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', p_table, v_name, p_from, p_to);
    PERFORM build_orchestrator.hide_partition(v_name::regclass);
    RETURN v_name;
END
$$;

COMMENT ON FUNCTION build_orchestrator.add_partition(text, timestamptz, timestamptz)
    IS 'Makes one partition with the storage parameters of the newest, and moves into it what lies in the default one.';

CREATE FUNCTION build_orchestrator.create_partitions(p_table text DEFAULT NULL, p_ahead integer DEFAULT 3)
    RETURNS SETOF text
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = build_orchestrator, pg_temp
    SET TimeZone = 'UTC'
    SET lock_timeout = '500ms'
AS $$
DECLARE
    v_table  text;
    v_from   timestamptz;
    v_last   timestamptz;
    v_step   interval;
BEGIN
    PERFORM build_orchestrator.require_not_negative('p_ahead', p_ahead);
    IF p_table IS NOT NULL THEN
        PERFORM build_orchestrator.partition_key(p_table);
    END IF;
    FOR v_table IN
        SELECT DISTINCT part.table_name FROM build_orchestrator.list_partitions(p_table) AS part ORDER BY 1
    LOOP
        -- One caller at a time. Waiting for this lock keeps nobody from rows, so it may take longer.
        PERFORM set_config('lock_timeout', '30s', true);
        EXECUTE format('LOCK TABLE ONLY %I IN SHARE UPDATE EXCLUSIVE MODE', v_table);
        PERFORM set_config('lock_timeout', '500ms', true);
        SELECT part.ends_at,
            CASE WHEN part.ends_at - part.starts_at <= interval '1 day' THEN interval '1 day' ELSE interval '1 month' END
        INTO v_from, v_step
        FROM build_orchestrator.list_partitions(v_table) AS part
        WHERE NOT part.is_default
        ORDER BY part.ends_at DESC LIMIT 1;

        v_last := clock_timestamp() + p_ahead * v_step;
        WHILE v_from <= v_last LOOP
            RETURN NEXT build_orchestrator.add_partition(v_table, v_from, v_from + v_step);
            v_from := v_from + v_step;
        END LOOP;
    END LOOP;
END
$$;

COMMENT ON FUNCTION build_orchestrator.create_partitions(text, integer)
    IS 'Makes the partitions of the coming p_ahead months, or days, of one log or of all that are partitioned, and gives the names of those it made; none when they are there.';

CREATE FUNCTION build_orchestrator.drop_old_partitions(p_table text, p_days integer, p_keep boolean DEFAULT false)
    RETURNS TABLE (partition_name text, starts_at timestamptz, ends_at timestamptz)
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = build_orchestrator, pg_temp
    SET TimeZone = 'UTC'
    SET lock_timeout = '500ms'
AS $$
BEGIN
    PERFORM build_orchestrator.require_not_negative('p_days', p_days);
    PERFORM build_orchestrator.partition_key(p_table);
    FOR partition_name, starts_at, ends_at IN
        SELECT part.partition_name, part.starts_at, part.ends_at
        FROM build_orchestrator.list_partitions(p_table) AS part
        WHERE part.ends_at <= clock_timestamp() - make_interval(days => p_days)
            -- The newest one says how long the next ones are.
            AND part.ends_at < (SELECT max(newest.ends_at) FROM build_orchestrator.list_partitions(p_table) AS newest)
        ORDER BY part.ends_at
    LOOP
        IF p_keep THEN
            EXECUTE format('ALTER TABLE %I DETACH PARTITION %I', p_table, partition_name);
            EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', partition_name);
        ELSE
            EXECUTE format('DROP TABLE %I', partition_name);
        END IF;
        RETURN NEXT;
    END LOOP;
END
$$;

COMMENT ON FUNCTION build_orchestrator.drop_old_partitions(text, integer, boolean)
    IS 'Drops the partitions of a log that ended more than so many days ago, or with p_keep detaches them: tables of their own, which only their owner may read. Gives what it took.';

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.add_partition(text, timestamptz, timestamptz),
    build_orchestrator.create_partitions(text, integer),
    build_orchestrator.drop_old_partitions(text, integer, boolean)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    build_orchestrator.create_partitions(text, integer),
    build_orchestrator.drop_old_partitions(text, integer, boolean)
TO build_maintenance;
