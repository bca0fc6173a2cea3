import type { Queryable } from '@schemata/contract'

import { identifier } from '../quote.js'
import type { ForeignEntry, LedgerTable } from './foreign-ledger.js'
import type { LedgerShape } from './recognise-ledger.js'

/**
 * Reads a table with a row a version, ordered by version.
 *
 * A `dirty` column is golang-migrate's: its only row holds the last version, and says
 * whether that one failed. `statements` is the Supabase CLI's: the SQL as it was sent.
 */
export async function readVersions(
  db: Queryable,
  { schema, table, columns }: LedgerTable,
  shape: LedgerShape,
): Promise<readonly ForeignEntry[]> {
  const latestOnly = columns.includes('dirty')
  const text = (column: string | null): string => (column === null ? 'NULL' : `${identifier(column)}::text`)
  const { rows } = await db.query(
    `SELECT ${text(shape.version)} AS version,
            ${text(shape.name)} AS name,
            ${latestOnly ? 'dirty' : 'false'} AS failed,
            ${columns.includes('statements') && shape.tool === 'supabase' ? STATEMENTS_DIGEST : 'NULL'} AS "sqlDigest"
     FROM ${identifier(schema)}.${identifier(table)}
     ORDER BY 1`,
  )
  return rows.map((row) => ({ ...row, reaches: latestOnly }))
}

/** As {@link sqlDigest} makes it; only the digest travels, however long the SQL is. */
const STATEMENTS_DIGEST = `pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
  pg_catalog.translate(pg_catalog.array_to_string(statements, ''), E' \\t\\r\\n;', ''), 'UTF8')), 'hex')`
