import type { Queryable } from '@schemata/contract'

import { identifier } from '../quote.js'
import type { ForeignEntry, LedgerTable } from './foreign-ledger.js'
import { splitStepId } from './split-step-id.js'

/** Reads node-pg-migrate's `pgmigrations`: a row a file, its name without the extension. Ordered as they were run. */
export async function readNodePgMigrate(
  db: Queryable,
  { schema, table }: Pick<LedgerTable, 'schema' | 'table'>,
): Promise<readonly ForeignEntry[]> {
  const { rows } = await db.query(
    `SELECT name::text AS name FROM ${identifier(schema)}.${identifier(table)} ORDER BY run_on, id`,
  )
  return rows.map((row: { name: string }) => ({
    ...splitStepId(row.name),
    failed: false,
    reaches: false,
    sqlDigest: null,
  }))
}
