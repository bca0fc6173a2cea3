/**
 * Everything about one schema, as one row with one JSON text. `$1` is the schema's name,
 * `$2` whether objects of extensions count.
 *
 * What PostgreSQL prints depends on the session: names are qualified unless the
 * search path finds them, dates follow DateStyle. So the statement itself sets what
 * it needs, for its own transaction only, and puts everything back before it ends:
 * `settled` must be read before `target` gives the schema's oid, every description
 * below hangs on that oid, and `described` is complete before the outer SELECT
 * restores the values. The order follows from the data, not from the planner's taste.
 * A pool, a pooler and a caller's open transaction are all served alike.
 *
 * Objects are found through pg_depend, which is indexed by schema; pg_class and
 * pg_proc are not, and hold the objects of every other tenant too.
 */
export const CATALOG_QUERY = `
WITH wanted (name, value) AS (
    VALUES
        ('search_path', 'pg_catalog, pg_temp'),
        ('quote_all_identifiers', 'off'),
        ('DateStyle', 'ISO, YMD'),
        ('IntervalStyle', 'postgres'),
        ('TimeZone', 'UTC'),
        ('bytea_output', 'hex'),
        ('extra_float_digits', '1')
),
found AS MATERIALIZED (
    SELECT jsonb_object_agg(name, current_setting(name)) AS settings FROM wanted
),
settled AS MATERIALIZED (
    SELECT settings, count(set_config(name, value || left(settings::text, 0), true)) AS changed
    FROM found CROSS JOIN wanted
    GROUP BY settings
),
target AS MATERIALIZED (
    SELECT n.oid, n.nspname, n.nspowner, n.nspacl
    FROM settled JOIN pg_namespace n ON n.nspname = $1 AND settled.changed > 0
),
members AS MATERIALIZED (
    SELECT d.classid, d.objid
    FROM target JOIN pg_depend d ON d.refclassid = 'pg_namespace'::regclass AND d.refobjid = target.oid
    WHERE d.deptype = 'n'
        AND d.classid IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass)
        AND ($2::boolean OR NOT EXISTS (
            SELECT FROM pg_depend e WHERE e.classid = d.classid AND e.objid = d.objid AND e.deptype = 'e'
        ))
),
relations AS MATERIALIZED (
    SELECT c.*, placed.described, placed.parents
    FROM members m
    JOIN pg_class c ON c.oid = m.objid
    CROSS JOIN LATERAL (
        -- Partitions by range and list come and go with the data: only hash and default ones are structure.
        SELECT
            NOT c.relispartition OR bool_or(
                NOT parent.relispartition AND (part.partstrat = 'h' OR part.partdefid = c.oid)
            ) AS described,
            json_agg(i.inhparent::regclass::text ORDER BY i.inhseqno) FILTER (WHERE i.inhparent IS NOT NULL) AS parents
        FROM (SELECT) AS one
        LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
        LEFT JOIN pg_class parent ON parent.oid = i.inhparent
        LEFT JOIN pg_partitioned_table part ON part.partrelid = i.inhparent
    ) placed
    WHERE m.classid = 'pg_class'::regclass AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
),
tables AS MATERIALIZED (
    SELECT * FROM relations WHERE described AND relkind <> 'S'
),
columns AS MATERIALIZED (
    SELECT t.oid AS table_oid, t.relname AS table_name, t.relowner AS owner, a.*
    FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE NOT t.relispartition
),
functions AS MATERIALIZED (
    SELECT p.*, signature.types
    FROM members m
    JOIN pg_proc p ON p.oid = m.objid
    CROSS JOIN LATERAL (
        SELECT coalesce(json_agg(format_type(a.type, NULL) ORDER BY a.n), '[]') AS types
        FROM unnest(p.proargtypes) WITH ORDINALITY AS a (type, n)
    ) signature
    WHERE m.classid = 'pg_proc'::regclass
),
types AS MATERIALIZED (
    SELECT t.*
    FROM members m
    JOIN pg_type t ON t.oid = m.objid
    LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE m.classid = 'pg_type'::regclass AND (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c' AND c.relkind = 'c')
),
granted (kind, parent, name, types, owner, acl) AS (
    SELECT 'schema', NULL::name, NULL::name, NULL::json, nspowner, nspacl FROM target
    UNION ALL
    SELECT CASE WHEN relkind = 'S' THEN 'sequence' WHEN relkind IN ('v', 'm') THEN 'view' ELSE 'table' END,
        NULL, relname, NULL, relowner, relacl
    FROM relations WHERE described AND relacl IS NOT NULL
    UNION ALL
    SELECT 'column', table_name, attname, NULL, owner, attacl FROM columns WHERE attacl IS NOT NULL
    UNION ALL
    SELECT 'function', NULL, proname, types, proowner, coalesce(proacl, acldefault('f', proowner)) FROM functions
    UNION ALL
    SELECT 'type', NULL, typname, NULL, typowner, coalesce(typacl, acldefault('T', typowner)) FROM types
),
described AS MATERIALIZED (
    SELECT settled.settings, json_build_object(
        'relations', (
            SELECT json_agg(held.name)
            FROM (
                SELECT relname FROM relations
                UNION ALL
                SELECT c.relname
                FROM tables t JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class c ON c.oid = i.indexrelid
            ) AS held (name)
        ),
        'tables', (
            SELECT json_agg(json_build_object(
                'name', t.relname,
                'kind', t.relkind,
                'persistence', t.relpersistence,
                'partitionBy', CASE WHEN t.relkind = 'p' THEN pg_get_partkeydef(t.oid) END,
                'parents', t.parents,
                'bound', CASE WHEN t.relispartition THEN pg_get_expr(t.relpartbound, t.oid) END,
                'rowSecurity', t.relrowsecurity,
                'forced', t.relforcerowsecurity,
                'replicaIdentity', t.relreplident,
                'options', t.reloptions,
                'definition', CASE WHEN t.relkind IN ('v', 'm') THEN pg_get_viewdef(t.oid) END,
                'server', (
                    SELECT json_build_object('name', s.srvname, 'options', f.ftoptions)
                    FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver
                    WHERE f.ftrelid = t.oid
                ),
                'comment', obj_description(t.oid, 'pg_class')
            ))
            FROM tables t
        ),
        'columns', (
            SELECT json_agg(json_build_object(
                'parent', c.table_name,
                'name', c.attname,
                'type', format_type(c.atttypid, c.atttypmod),
                'notNull', c.attnotnull,
                'default', (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
                    WHERE c.atthasdef AND d.adrelid = c.table_oid AND d.adnum = c.attnum),
                'identity', c.attidentity,
                'generated', c.attgenerated,
                'collation', CASE WHEN c.attcollation <> (SELECT typcollation FROM pg_type WHERE oid = c.atttypid)
                    THEN c.attcollation::regcollation::text END,
                'comment', col_description(c.table_oid, c.attnum)
            ))
            FROM columns c
        ),
        'constraints', (
            SELECT json_agg(json_build_object(
                'parent', t.relname,
                'name', k.conname,
                'type', k.contype,
                'columns', (SELECT json_agg(a.attname ORDER BY e.n) FROM unnest(k.conkey) WITH ORDINALITY AS e (attnum, n)
                    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = e.attnum),
                'target', CASE WHEN k.contype = 'f' THEN k.confrelid::regclass::text END,
                'targetColumns', (SELECT json_agg(a.attname ORDER BY e.n) FROM unnest(k.confkey) WITH ORDINALITY AS e (attnum, n)
                    JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = e.attnum),
                'onUpdate', k.confupdtype,
                'onDelete', k.confdeltype,
                'deferrable', k.condeferrable,
                'deferred', k.condeferred,
                'validated', k.convalidated,
                'definition', pg_get_constraintdef(k.oid),
                'comment', obj_description(k.oid, 'pg_constraint')
            ))
            FROM tables t JOIN pg_constraint k ON k.conrelid = t.oid
            -- 'n' are the NOT NULLs of PostgreSQL 18, 't' the constraint triggers; both are described elsewhere.
            WHERE k.contype IN ('p', 'u', 'c', 'f', 'x') AND k.conislocal AND k.conparentid = 0
        ),
        'indexes', (
            SELECT json_agg(json_build_object(
                'parent', t.relname,
                'name', c.relname,
                'unique', i.indisunique,
                'valid', i.indisvalid,
                'definition', pg_get_indexdef(i.indexrelid),
                'comment', obj_description(i.indexrelid, 'pg_class')
            ))
            FROM tables t
            JOIN pg_index i ON i.indrelid = t.oid
            JOIN pg_class c ON c.oid = i.indexrelid
            WHERE NOT c.relispartition AND NOT EXISTS (
                SELECT FROM pg_constraint k
                WHERE k.conrelid = i.indrelid AND k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
            )
        ),
        'sequences', (
            SELECT json_agg(json_build_object(
                'name', r.relname,
                'owner', (
                    SELECT json_build_object('parent', t.relname, 'column', a.attname)
                    FROM pg_depend d
                    JOIN tables t ON t.oid = d.refobjid
                    JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid
                        AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('i', 'a')
                ),
                'type', format_type(s.seqtypid, NULL),
                'start', s.seqstart::text,
                'increment', s.seqincrement::text,
                'minimum', s.seqmin::text,
                'maximum', s.seqmax::text,
                'cache', s.seqcache::text,
                'cycle', s.seqcycle,
                'comment', obj_description(r.oid, 'pg_class')
            ))
            FROM relations r JOIN pg_sequence s ON s.seqrelid = r.oid
        ),
        'functions', (
            SELECT json_agg(json_build_object(
                'name', p.proname,
                'types', p.types,
                'kind', p.prokind,
                'arguments', (
                    SELECT json_agg(json_build_object(
                        'name', p.proargnames[a.n],
                        'mode', coalesce(p.proargmodes[a.n], 'i'),
                        'type', format_type(a.type, NULL),
                        'default', pg_get_function_arg_default(p.oid, a.n::integer)
                    ) ORDER BY a.n)
                    FROM unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY AS a (type, n)
                ),
                'result', pg_get_function_result(p.oid),
                'language', l.lanname,
                'volatility', p.provolatile,
                'strict', p.proisstrict,
                'securityDefiner', p.prosecdef,
                'leakproof', p.proleakproof,
                'parallel', p.proparallel,
                'settings', p.proconfig,
                'library', p.probin,
                'body', p.prosrc,
                'parsedBody', pg_get_function_sqlbody(p.oid),
                'aggregate', (
                    SELECT json_build_object(
                        'kind', g.aggkind,
                        'transition', g.aggtransfn::text,
                        'state', format_type(g.aggtranstype, NULL),
                        'initial', g.agginitval,
                        'final', nullif(g.aggfinalfn::text, '-'),
                        'combine', nullif(g.aggcombinefn::text, '-'),
                        'moving', nullif(g.aggmtransfn::text, '-')
                    )
                    FROM pg_aggregate g WHERE g.aggfnoid = p.oid
                ),
                'comment', obj_description(p.oid, 'pg_proc')
            ))
            FROM functions p JOIN pg_language l ON l.oid = p.prolang
        ),
        'triggers', (
            SELECT json_agg(json_build_object(
                'parent', t.relname,
                'name', g.tgname,
                'type', g.tgtype,
                'function', g.tgfoid::regproc::text,
                'enabled', g.tgenabled,
                'definition', pg_get_triggerdef(g.oid),
                'comment', obj_description(g.oid, 'pg_trigger')
            ))
            FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid
            WHERE NOT g.tgisinternal AND g.tgparentid = 0
        ),
        'rules', (
            SELECT json_agg(json_build_object(
                'parent', t.relname,
                'name', w.rulename,
                'enabled', w.ev_enabled,
                'definition', pg_get_ruledef(w.oid),
                'comment', obj_description(w.oid, 'pg_rewrite')
            ))
            FROM tables t JOIN pg_rewrite w ON w.ev_class = t.oid
            WHERE w.rulename <> '_RETURN'
        ),
        'policies', (
            SELECT json_agg(json_build_object(
                'parent', t.relname,
                'name', y.polname,
                'command', y.polcmd,
                'permissive', y.polpermissive,
                'roles', (SELECT json_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(role) END)
                    FROM unnest(y.polroles) AS role),
                'using', pg_get_expr(y.polqual, y.polrelid),
                'check', pg_get_expr(y.polwithcheck, y.polrelid),
                'comment', obj_description(y.oid, 'pg_policy')
            ))
            FROM tables t JOIN pg_policy y ON y.polrelid = t.oid
        ),
        'types', (
            SELECT json_agg(json_build_object(
                'name', t.typname,
                'kind', t.typtype,
                'labels', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e
                    WHERE t.typtype = 'e' AND e.enumtypid = t.oid),
                'base', CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END,
                'notNull', t.typnotnull,
                'default', CASE WHEN t.typtype = 'd' THEN pg_get_expr(t.typdefaultbin, 0) END,
                'collation', CASE WHEN t.typtype = 'd'
                    AND t.typcollation <> (SELECT b.typcollation FROM pg_type b WHERE b.oid = t.typbasetype)
                    THEN t.typcollation::regcollation::text END,
                'checks', (SELECT json_object_agg(k.conname, pg_get_constraintdef(k.oid)) FROM pg_constraint k
                    WHERE t.typtype = 'd' AND k.contypid = t.oid AND k.contype = 'c'),
                'attributes', (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
                        ORDER BY a.attnum)
                    FROM pg_attribute a WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped),
                'subtype', (SELECT format_type(g.rngsubtype, NULL) FROM pg_range g WHERE g.rngtypid = t.oid),
                'comment', obj_description(t.oid, 'pg_type')
            ))
            FROM types t
        ),
        'grants', (
            SELECT json_agg(json_build_object(
                'kind', g.kind,
                'parent', g.parent,
                'name', g.name,
                'types', g.types,
                'privileges', (
                    -- What the owner holds is no fact, and MAINTAIN is unknown before PostgreSQL 17.
                    SELECT json_agg(json_build_object(
                        'grantee', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END,
                        'privilege', x.privilege_type,
                        'grantable', x.is_grantable
                    ))
                    FROM aclexplode(g.acl) x
                    WHERE x.grantee <> g.owner AND x.privilege_type <> 'MAINTAIN'
                )
            ))
            FROM granted g
        )
    )::text AS catalog
    FROM settled
)
SELECT catalog, (SELECT count(set_config(key, value, true)) FROM jsonb_each_text(settings)) AS restored
FROM described
`
