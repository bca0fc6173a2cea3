import type { Queryable } from '@schemata/contract'

/**
 * A short text that is another one after any change to the catalog of these schemas, and
 * the same as long as there was none: who has compared them once need not read them again.
 *
 * It is made of the row versions that PostgreSQL keeps of its own catalog rows, so that
 * nothing has to be printed or parsed; besides, of the names of roles and the extensions
 * there are, since descriptions mention them. After dump and restore it is another one.
 * One statement, one round trip, no lock, no right beyond connecting.
 *
 * @example
 * const before = await readStamp(pool, ['course_outbox'])
 */
export async function readStamp(db: Queryable, schemas: readonly string[]): Promise<string> {
  const { rows } = await db.query(STAMP_QUERY, [schemas])
  return String(rows[0]?.stamp)
}

/**
 * Every catalog row that says something of an object is one `version`: the catalog, the
 * row's object, a number within it, and the transaction that wrote the row. They are summed
 * up, so that no order is needed; the count keeps two sums from meeting by chance.
 */
const STAMP_QUERY = `
WITH target AS MATERIALIZED (
    SELECT oid, xmin FROM pg_catalog.pg_namespace WHERE nspname = ANY ($1::text[])
),
member AS MATERIALIZED (
    SELECT d.classid, d.objid
    FROM target JOIN pg_catalog.pg_depend d
        ON d.refclassid = 'pg_catalog.pg_namespace'::regclass AND d.refobjid = target.oid AND d.deptype = 'n'
),
relation AS MATERIALIZED (
    SELECT c.oid, c.xmin FROM member m JOIN pg_catalog.pg_class c ON c.oid = m.objid
    WHERE m.classid = 'pg_catalog.pg_class'::regclass
),
routine AS MATERIALIZED (
    SELECT p.oid, p.xmin FROM member m JOIN pg_catalog.pg_proc p ON p.oid = m.objid
    WHERE m.classid = 'pg_catalog.pg_proc'::regclass
),
type AS MATERIALIZED (
    SELECT t.oid, t.xmin, t.typrelid FROM member m JOIN pg_catalog.pg_type t ON t.oid = m.objid
    WHERE m.classid = 'pg_catalog.pg_type'::regclass
),
keyed AS MATERIALIZED (
    SELECT k.oid, k.xmin FROM relation r JOIN pg_catalog.pg_constraint k ON k.conrelid = r.oid
    UNION ALL
    SELECT k.oid, k.xmin FROM type t JOIN pg_catalog.pg_constraint k ON k.contypid = t.oid
),
indexed AS MATERIALIZED (
    SELECT i.indexrelid, i.xmin, c.xmin AS class_xmin
    FROM relation r
    JOIN pg_catalog.pg_index i ON i.indrelid = r.oid
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
),
triggered AS MATERIALIZED (
    SELECT g.oid, g.xmin FROM relation r JOIN pg_catalog.pg_trigger g ON g.tgrelid = r.oid
),
ruled AS MATERIALIZED (
    SELECT w.oid, w.xmin FROM relation r JOIN pg_catalog.pg_rewrite w ON w.ev_class = r.oid
),
guarded AS MATERIALIZED (
    SELECT y.oid, y.xmin FROM relation r JOIN pg_catalog.pg_policy y ON y.polrelid = r.oid
),
version (catalog, object, part, written) AS (
    SELECT 1, oid, 0, xmin FROM target
    UNION ALL SELECT 2, oid, 0, xmin FROM relation
    UNION ALL SELECT 3, oid, 0, xmin FROM routine
    UNION ALL SELECT 4, oid, 0, xmin FROM type
    UNION ALL SELECT 5, oid, 0, xmin FROM keyed
    UNION ALL SELECT 6, indexrelid, 0, xmin FROM indexed
    UNION ALL SELECT 7, indexrelid, 0, class_xmin FROM indexed
    UNION ALL SELECT 8, oid, 0, xmin FROM triggered
    UNION ALL SELECT 9, oid, 0, xmin FROM ruled
    UNION ALL SELECT 10, oid, 0, xmin FROM guarded
    UNION ALL SELECT 11, a.attrelid, a.attnum, a.xmin
        FROM relation r JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0
    UNION ALL SELECT 12, a.attrelid, a.attnum, a.xmin
        FROM type t JOIN pg_catalog.pg_attribute a ON a.attrelid = t.typrelid AND a.attnum > 0
    UNION ALL SELECT 13, d.oid, d.adnum, d.xmin
        FROM relation r JOIN pg_catalog.pg_attrdef d ON d.adrelid = r.oid
    UNION ALL SELECT 14, s.seqrelid, 0, s.xmin
        FROM relation r JOIN pg_catalog.pg_sequence s ON s.seqrelid = r.oid
    UNION ALL SELECT 15, e.oid, 0, e.xmin FROM type t JOIN pg_catalog.pg_enum e ON e.enumtypid = t.oid
    UNION ALL SELECT 16, h.inhrelid, h.inhseqno, h.xmin
        FROM relation r JOIN pg_catalog.pg_inherits h ON h.inhrelid = r.oid
    UNION ALL SELECT 17, p.partrelid, 0, p.xmin
        FROM relation r JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = r.oid
    UNION ALL SELECT 18, f.ftrelid, 0, f.xmin
        FROM relation r JOIN pg_catalog.pg_foreign_table f ON f.ftrelid = r.oid
    -- Which column a sequence belongs to stands nowhere else.
    UNION ALL SELECT 19, d.objid, d.refobjsubid, d.xmin
        FROM relation r
        JOIN pg_catalog.pg_sequence s ON s.seqrelid = r.oid
        JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = s.seqrelid
    UNION ALL SELECT 20, d.objoid, d.objsubid, d.xmin
        FROM (
            SELECT 'pg_catalog.pg_class'::regclass AS class, oid FROM relation
            UNION ALL SELECT 'pg_catalog.pg_class'::regclass, indexrelid FROM indexed
            UNION ALL SELECT 'pg_catalog.pg_proc'::regclass, oid FROM routine
            UNION ALL SELECT 'pg_catalog.pg_type'::regclass, oid FROM type
            UNION ALL SELECT 'pg_catalog.pg_constraint'::regclass, oid FROM keyed
            UNION ALL SELECT 'pg_catalog.pg_trigger'::regclass, oid FROM triggered
            UNION ALL SELECT 'pg_catalog.pg_rewrite'::regclass, oid FROM ruled
            UNION ALL SELECT 'pg_catalog.pg_policy'::regclass, oid FROM guarded
        ) AS commented
        JOIN pg_catalog.pg_description d ON d.classoid = commented.class AND d.objoid = commented.oid
    UNION ALL SELECT 21, oid, 0, xmin FROM pg_catalog.pg_extension
)
SELECT concat_ws(
    ' ',
    count(*),
    sum(pg_catalog.hash_record_extended(ROW (catalog, object, part, written), 0)::numeric),
    (SELECT sum(pg_catalog.hash_record_extended(ROW (oid, rolname), 0)::numeric) FROM pg_catalog.pg_roles)
) AS stamp
FROM version
`
