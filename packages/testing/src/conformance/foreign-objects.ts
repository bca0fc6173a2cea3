import type { Queryable } from '@schemata/contract'

/**
 * Lists everything in a database that belongs neither to the given schema, nor to the
 * system, nor to the ledger: `table public.rests`, `trigger auth.users.t`, `extension x`.
 */
export async function foreignObjects(db: Queryable, schema: string): Promise<ReadonlySet<string>> {
  const { rows } = await db.query(FOREIGN_OBJECTS, [schema])
  return new Set(rows.map((row) => String(row.object)))
}

const FOREIGN_OBJECTS = `
  WITH elsewhere AS (
    SELECT oid, nspname
    FROM pg_namespace
    WHERE nspname NOT IN ($1, 'schemata', 'pg_catalog', 'information_schema') AND nspname !~ '^pg_(toast|temp)'
  ),
  relation AS (
    SELECT rel.oid, rel.relkind, format('%s.%s', nspname, relname) AS name
    FROM pg_class AS rel JOIN elsewhere ON elsewhere.oid = rel.relnamespace
  )
  SELECT 'schema ' || nspname AS object FROM elsewhere
  UNION ALL
  SELECT CASE relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'view ' WHEN 'i' THEN 'index ' WHEN 'I' THEN 'index '
    WHEN 'S' THEN 'sequence ' WHEN 'c' THEN 'type ' ELSE 'table ' END || name
  FROM relation
  UNION ALL
  SELECT format('function %s.%s(%s)', nspname, proname, pg_get_function_identity_arguments(pg_proc.oid))
  FROM pg_proc JOIN elsewhere ON elsewhere.oid = pronamespace
  UNION ALL
  SELECT format('type %s.%s', nspname, typname)
  FROM pg_type JOIN elsewhere ON elsewhere.oid = typnamespace WHERE typtype IN ('e', 'd', 'r')
  UNION ALL
  SELECT format('trigger %s.%s', name, tgname) FROM pg_trigger JOIN relation ON relation.oid = tgrelid WHERE NOT tgisinternal
  UNION ALL
  SELECT format('policy %s.%s', name, polname) FROM pg_policy JOIN relation ON relation.oid = polrelid
  UNION ALL
  SELECT format('constraint %s.%s', name, conname)
  FROM pg_constraint JOIN relation ON relation.oid = conrelid WHERE contype <> 'n'
  UNION ALL
  SELECT format('column %s.%s', name, attname)
  FROM pg_attribute JOIN relation ON relation.oid = attrelid
  WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'f')
  UNION ALL
  SELECT 'extension ' || extname FROM pg_extension
  UNION ALL
  SELECT 'event trigger ' || evtname FROM pg_event_trigger
  UNION ALL
  SELECT format('cast %s as %s', format_type(castsource, NULL), format_type(casttarget, NULL)) FROM pg_cast
  UNION ALL
  SELECT 'publication ' || pubname FROM pg_publication
  ORDER BY 1
`
