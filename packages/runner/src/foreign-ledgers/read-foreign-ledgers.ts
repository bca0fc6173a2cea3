import type { Queryable, Stack } from '@schemata/contract'

import { findLedgerTables } from './find-ledger-tables.js'
import type { ForeignLedger, LedgerTable } from './foreign-ledger.js'
import { readFlyway } from './read-flyway.js'
import { readNodePgMigrate } from './read-node-pg-migrate.js'
import { readVersions } from './read-versions.js'
import { type LedgerShape, recogniseLedger } from './recognise-ledger.js'

/**
 * Reads what other migration tools say they applied to this database.
 *
 * Reads only and takes no lock. A table that may not be read is listed without entries.
 */
export async function readForeignLedgers(db: Queryable, stack: Stack): Promise<readonly ForeignLedger[]> {
  const documented = stack.instances.flatMap((instance) => instance.package.history ?? [])
  const names = ['schema_migrations', ...documented.map(({ table }) => table)]
  const ledgers: ForeignLedger[] = []
  for (const found of await findLedgerTables(db, { names })) {
    const shape = recogniseLedger(found, documented)
    if (!shape) continue
    const { schema, table, readable } = found
    const entries = readable ? await readEntries(db, found, shape) : []
    ledgers.push({ tool: shape.tool, schema, table, readable, entries })
  }
  return ledgers
}

function readEntries(db: Queryable, table: LedgerTable, shape: LedgerShape): Promise<ForeignLedger['entries']> {
  if (shape.tool === 'node-pg-migrate') return readNodePgMigrate(db, table)
  if (shape.tool === 'flyway') return readFlyway(db, table)
  return readVersions(db, table, shape)
}
