import type { Queryable } from '@schemata/contract'

import type { LedgerTable } from './foreign-ledger.js'

/**
 * Lists tables that may be another tool's history: by name, or by a column that only such
 * tables have, since node-pg-migrate and Flyway let the name be chosen. Ordered by schema
 * and table; our own ledger is left out.
 */
export async function findLedgerTables(
  db: Queryable,
  { names }: { names: readonly string[] },
): Promise<readonly LedgerTable[]> {
  const { rows } = await db.query(LEDGER_TABLES, [names])
  return rows
}

const LEDGER_TABLES = `
  SELECT namespace.nspname::text AS schema,
         relation.relname::text AS table,
         ARRAY(
           SELECT attname::text FROM pg_catalog.pg_attribute
           WHERE attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
           ORDER BY attnum
         ) AS columns,
         pg_catalog.has_schema_privilege(namespace.oid, 'USAGE')
           AND pg_catalog.has_table_privilege(relation.oid, 'SELECT') AS readable
  FROM pg_catalog.pg_class AS relation
  JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relation.relnamespace
  WHERE relation.relkind IN ('r', 'p', 'v')
    AND namespace.nspname NOT IN ('pg_catalog', 'information_schema', 'schemata')
    AND (
      relation.relname = ANY ($1::text[])
      OR EXISTS (
        SELECT FROM pg_catalog.pg_attribute
        WHERE attrelid = relation.oid AND attname IN ('run_on', 'installed_rank') AND NOT attisdropped
      )
    )
  ORDER BY namespace.nspname, relation.relname
`
