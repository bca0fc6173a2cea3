--! requires: 033_partitioning
--
-- The switch itself, last of the four statements that 033 lists.

CREATE FUNCTION build_orchestrator.table_belongings(p_table text)
    RETURNS text[]
    LANGUAGE sql
    STABLE
    SET search_path = build_orchestrator, pg_temp
AS $$
    WITH log AS (
        SELECT rel.* FROM pg_class AS rel WHERE rel.oid = p_table::regclass
    ), belonging (place, name, statement) AS (
        SELECT 1, refers.conname, format('ALTER TABLE %I ADD CONSTRAINT %I %s', p_table, refers.conname, pg_get_constraintdef(refers.oid))
        FROM log JOIN pg_constraint AS refers ON refers.conrelid = log.oid AND refers.contype = 'f'
        UNION ALL
        SELECT 2, fires.tgname, pg_get_triggerdef(fires.oid)
        FROM log JOIN pg_trigger AS fires ON fires.tgrelid = log.oid AND NOT fires.tgisinternal
        UNION ALL
        SELECT 3, fires.tgname, format('ALTER TABLE %I %s TRIGGER %I', p_table,
            CASE fires.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, fires.tgname)
        FROM log JOIN pg_trigger AS fires ON fires.tgrelid = log.oid AND NOT fires.tgisinternal AND fires.tgenabled <> 'O'
        UNION ALL
        SELECT 4, rule.polname, format('CREATE POLICY %I ON %I AS %s FOR %s TO %s', rule.polname, p_table,
            CASE WHEN rule.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
            CASE rule.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
            (SELECT string_agg(CASE role.oid WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role.oid)) END, ', ') FROM unnest(rule.polroles) AS role (oid)))
            || coalesce(format(' USING (%s)', pg_get_expr(rule.polqual, log.oid)), '')
            || coalesce(format(' WITH CHECK (%s)', pg_get_expr(rule.polwithcheck, log.oid)), '')
        FROM log JOIN pg_policy AS rule ON rule.polrelid = log.oid
        UNION ALL
        SELECT 5, '', format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', p_table) FROM log WHERE log.relrowsecurity
        UNION ALL
        SELECT 6, '', format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', p_table) FROM log WHERE log.relforcerowsecurity
        UNION ALL
        SELECT 7, item.privilege_type, format('GRANT %s ON %I TO %s%s', item.privilege_type, p_table,
            CASE item.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(item.grantee)) END,
            CASE WHEN item.is_grantable THEN ' WITH GRANT OPTION' END)
        FROM log CROSS JOIN LATERAL aclexplode(log.relacl) AS item
        WHERE item.grantee <> log.relowner
        UNION ALL
        SELECT 8, item.privilege_type, format('GRANT %s (%I) ON %I TO %s%s', item.privilege_type, col.attname, p_table,
            CASE item.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(item.grantee)) END,
            CASE WHEN item.is_grantable THEN ' WITH GRANT OPTION' END)
        FROM log
        JOIN pg_attribute AS col ON col.attrelid = log.oid AND NOT col.attisdropped
        CROSS JOIN LATERAL aclexplode(col.attacl) AS item
        WHERE item.grantee <> log.relowner
        UNION ALL
        SELECT 9, serial.relname, format('ALTER SEQUENCE %I OWNED BY %I.%I', serial.relname, p_table, col.attname)
        FROM log
        JOIN pg_depend AS link ON link.refclassid = 'pg_class'::regclass AND link.refobjid = log.oid AND link.deptype = 'a'
        JOIN pg_class AS serial ON link.classid = 'pg_class'::regclass AND serial.oid = link.objid AND serial.relkind = 'S'
        JOIN pg_attribute AS col ON col.attrelid = log.oid AND col.attnum = link.refobjsubid
        UNION ALL
        SELECT 10, '', format('COMMENT ON TABLE %I IS %L', p_table, obj_description(log.oid, 'pg_class')) FROM log
        UNION ALL
        SELECT 11, rule.conname, format('COMMENT ON CONSTRAINT %I ON %I IS %L', rule.conname, p_table, obj_description(rule.oid, 'pg_constraint'))
        FROM log JOIN pg_constraint AS rule ON rule.conrelid = log.oid AND rule.contype = 'f'
        WHERE obj_description(rule.oid, 'pg_constraint') IS NOT NULL
        UNION ALL
        SELECT 12, fires.tgname, format('COMMENT ON TRIGGER %I ON %I IS %L', fires.tgname, p_table, obj_description(fires.oid, 'pg_trigger'))
        FROM log JOIN pg_trigger AS fires ON fires.tgrelid = log.oid AND NOT fires.tgisinternal
        WHERE obj_description(fires.oid, 'pg_trigger') IS NOT NULL
        UNION ALL
        SELECT 13, rule.polname, format('COMMENT ON POLICY %I ON %I IS %L', rule.polname, p_table, obj_description(rule.oid, 'pg_policy'))
        FROM log JOIN pg_policy AS rule ON rule.polrelid = log.oid
        WHERE obj_description(rule.oid, 'pg_policy') IS NOT NULL
    )
    SELECT array_agg(belonging.statement ORDER BY belonging.place, belonging.name) FROM belonging;
$$;

COMMENT ON FUNCTION build_orchestrator.table_belongings(text)
    IS 'The statements that give another table of the same name what this one has: foreign keys, triggers, policies, grants, its sequence, comments.';

CREATE FUNCTION build_orchestrator.set_aside(p_table text, p_name text)
    RETURNS TABLE (index_id oid, index_name text)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
    SET client_min_messages = 'warning'
AS $$
DECLARE
    v_key        text;
    v_statement  text;
BEGIN
    EXECUTE format('ALTER TABLE %I RENAME TO %I', p_table, p_name);
    SELECT key.conname INTO v_key
    FROM pg_constraint AS key WHERE key.conrelid = p_name::regclass AND key.contype = 'p';
    RETURN QUERY
        SELECT rel.oid, CASE WHEN index.indisunique THEN v_key ELSE rel.relname::text END
        FROM pg_index AS index JOIN pg_class AS rel ON rel.oid = index.indexrelid
        WHERE index.indrelid = p_name::regclass AND NOT index.indisprimary;

    FOR v_statement IN
        SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', p_name, v_key)
        UNION ALL
        SELECT format('ALTER INDEX %s RENAME TO %I', rel.oid::regclass, left(rel.relname, 55) || '_p_first')
        FROM pg_index AS index JOIN pg_class AS rel ON rel.oid = index.indexrelid
        WHERE index.indrelid = p_name::regclass AND NOT index.indisunique
        UNION ALL
        SELECT format('DROP TRIGGER %I ON %I', fires.tgname, p_name)
        FROM pg_trigger AS fires WHERE fires.tgrelid = p_name::regclass AND NOT fires.tgisinternal
        UNION ALL
        SELECT format('DROP POLICY %I ON %I', rule.polname, p_name)
        FROM pg_policy AS rule WHERE rule.polrelid = p_name::regclass
    LOOP
        EXECUTE v_statement;
    END LOOP;
    EXECUTE format(
        'ALTER TABLE %I ADD CONSTRAINT %I PRIMARY KEY USING INDEX %I', p_name, 'pk_' || p_name, 'uq_' || p_table || '_partition'
    );
    PERFORM build_orchestrator.hide_partition(p_name::regclass);
END
$$;

COMMENT ON FUNCTION build_orchestrator.set_aside(text, text)
    IS 'Gives a log another name and takes from it what its successor will have: names, triggers, policies, grants. Its key holds the time from then on. Gives the indexes with the names they had.';

CREATE FUNCTION build_orchestrator.partition_table(p_table text, p_span text DEFAULT NULL, p_ahead integer DEFAULT 3)
    RETURNS SETOF text
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
    SET TimeZone = 'UTC'
    SET lock_timeout = '500ms'
AS $$
DECLARE
    v_first       text := p_table || '_p_first';
    v_rest        text := p_table || '_p_default';
    v_check       text := 'ck_' || p_table || '_partition';
    v_until       timestamptz := build_orchestrator.prepare_partitioning(p_table, p_span);
    v_step        interval := ('1 ' || coalesce(p_span, CASE p_table WHEN 'build_metrics' THEN 'day' ELSE 'month' END))::interval;
    v_others      text;
    v_belongings  text[];
    v_indexes     jsonb;
    v_statement   text;
BEGIN
    PERFORM build_orchestrator.check_prepared(p_table);
    -- All locks first, those of other tables before the log's own.
    SELECT string_agg(DISTINCT refers.confrelid::regclass::text, ', ') INTO v_others
    FROM pg_constraint AS refers WHERE refers.conrelid = p_table::regclass AND refers.contype = 'f';
    EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', concat_ws(', ', v_others, quote_ident(p_table)));
    PERFORM build_orchestrator.check_partitionable(p_table);
    PERFORM build_orchestrator.check_prepared(p_table);

    v_belongings := build_orchestrator.table_belongings(p_table);
    SELECT jsonb_object_agg(was.index_id, was.index_name) INTO v_indexes
    FROM build_orchestrator.set_aside(p_table, v_first) AS was;
    EXECUTE format(
        'CREATE TABLE %I (LIKE %I INCLUDING ALL EXCLUDING IDENTITY EXCLUDING STATISTICS) PARTITION BY RANGE (%I)',
        p_table, v_first, build_orchestrator.partition_key(p_table)
    );
    PERFORM build_orchestrator.hide_partition(p_table::regclass);
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', p_table, v_check);
    EXECUTE format(
        'ALTER TABLE %I OWNER TO %I', p_table,
        (SELECT pg_get_userbyid(first.relowner) FROM pg_class AS first WHERE first.oid = v_first::regclass)
    );
    FOREACH v_statement IN ARRAY v_belongings LOOP
        EXECUTE v_statement;
    END LOOP;

    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (MINVALUE) TO (%L)', p_table, v_first, v_until);
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', v_first, v_check);
    FOR v_statement IN
        SELECT format('ALTER INDEX %s RENAME TO %I', link.inhparent::regclass, was.value)
        FROM jsonb_each_text(v_indexes) AS was
        JOIN pg_inherits AS link ON link.inhrelid = was.key::oid
    LOOP
        EXECUTE v_statement;
    END LOOP;

    EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', v_rest, p_table);
    PERFORM build_orchestrator.hide_partition(v_rest::regclass);
    RETURN QUERY VALUES (v_first), (v_rest), (build_orchestrator.add_partition(p_table, v_until, v_until + v_step));
    RETURN QUERY SELECT made.name FROM build_orchestrator.create_partitions(p_table, p_ahead) AS made (name);
END
$$;

COMMENT ON FUNCTION build_orchestrator.partition_table(text, text, integer)
    IS 'Last of four statements that partition a log: what there is becomes its first partition, without a row being read, and p_ahead months or days get their own. Name, indexes, foreign keys, policies, triggers, grants and comments stay. Refuses (LB020, LB021) with the statement that is missing.';

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.table_belongings(text),
    build_orchestrator.set_aside(text, text),
    build_orchestrator.partition_table(text, text, integer)
FROM PUBLIC;
