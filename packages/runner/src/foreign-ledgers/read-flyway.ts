import type { Queryable } from '@schemata/contract'

import { identifier } from '../quote.js'
import type { ForeignEntry, LedgerTable } from './foreign-ledger.js'

interface FlywayRow {
  readonly version: string | null
  readonly description: string
  readonly type: string
  readonly success: boolean
}

/**
 * Reads Flyway's history table in the order of installation.
 *
 * The last row of a version counts, as Flyway itself has it: an undo or a deletion takes
 * the version back. A baseline stands for everything up to its version; rows on the
 * creation of the schema are left out.
 */
export async function readFlyway(
  db: Queryable,
  { schema, table }: Pick<LedgerTable, 'schema' | 'table'>,
): Promise<readonly ForeignEntry[]> {
  const { rows }: { rows: FlywayRow[] } = await db.query(
    `SELECT version::text AS version, description::text AS description, type::text AS type, success
     FROM ${identifier(schema)}.${identifier(table)}
     ORDER BY installed_rank`,
  )
  const last = new Map(rows.map((row) => [row.version ?? `R ${row.description}`, row]))
  return [...last.values()].filter(isStanding).map(toEntry)
}

function isStanding({ type, success }: FlywayRow): boolean {
  return type !== 'SCHEMA' && type !== 'DELETE' && !(type.startsWith('UNDO') && success)
}

function toEntry({ version, description, type, success }: FlywayRow): ForeignEntry {
  const reaches = type === 'BASELINE' || type === 'SQL_BASELINE'
  return { version, name: reaches ? null : description, failed: !success, reaches, sqlDigest: null }
}
