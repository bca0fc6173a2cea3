import type { HistoryTable } from '@schemata/contract'

import type { LedgerTable, LedgerTool } from './foreign-ledger.js'

/** Whose table it is, and the columns that say what was applied. */
export interface LedgerShape {
  readonly tool: LedgerTool
  /** Null where the version is a part of the name. */
  readonly version: string | null
  readonly name: string | null
}

/**
 * Tells whose history a table is, or undefined when it is nobody's that we know.
 *
 * Columns decide, names only where the columns are common ones.
 *
 * @param documented the tables that packages of the stack promise
 */
export function recogniseLedger(
  { schema, table, columns }: Pick<LedgerTable, 'schema' | 'table' | 'columns'>,
  documented: readonly HistoryTable[],
): LedgerShape | undefined {
  const has = (...names: string[]): boolean => names.every((name) => columns.includes(name))
  if (columns.length === 3 && has('id', 'name', 'run_on'))
    return { tool: 'node-pg-migrate', version: null, name: 'name' }
  if (has('installed_rank', 'version', 'description', 'type', 'success')) {
    return { tool: 'flyway', version: 'version', name: 'description' }
  }
  const name = has('name') ? 'name' : null
  if (schema === 'supabase_migrations' && table === 'schema_migrations' && has('version')) {
    return { tool: 'supabase', version: 'version', name }
  }
  const promised = documented.find((history) => history.table === table && has(...Object.keys(history.columns)))
  if (promised) return { tool: 'documented', ...keyColumns(promised) }
  return table === 'schema_migrations' && has('version')
    ? { tool: 'schema_migrations', version: 'version', name }
    : undefined
}

function keyColumns({ columns }: HistoryTable): Omit<LedgerShape, 'tool'> {
  const holding = (fact: string): string | null =>
    Object.entries(columns).find(([, held]) => held === fact)?.[0] ?? null
  return { version: holding('version'), name: holding('name') }
}
