import type { CatalogFacts, CatalogObject } from '@schemata/contract'

import type { TableRow } from '../catalog-rows.js'
import { factsOf } from '../facts-of.js'
import type { Spelling } from '../spelling.js'
import { optionsOf } from './options-of.js'

const REPLICA_IDENTITIES = { d: undefined, n: 'nothing', f: 'full', i: 'index' } as const

/** Tables, views and materialized views. */
export function describeTables(rows: readonly TableRow[], spelling: Spelling): CatalogObject[] {
  return rows.map((row) =>
    row.definition === null
      ? { kind: 'table', name: row.name, facts: tableFacts(row, spelling) }
      : { kind: 'view', name: row.name, facts: viewFacts(row, row.definition, spelling) },
  )
}

function tableFacts(row: TableRow, spelling: Spelling): CatalogFacts['table'] {
  return factsOf<CatalogFacts['table']>({
    foreign: row.kind === 'f' || undefined,
    unlogged: row.persistence === 'u' || undefined,
    partitionBy: row.partitionBy && spelling.sql(row.partitionBy),
    bound: row.bound && spelling.sql(row.bound),
    parents: row.parents?.map(spelling.sql),
    rowSecurity: rowSecurity(row),
    replicaIdentity: REPLICA_IDENTITIES[row.replicaIdentity],
    options: optionsOf(row.options),
    server: row.server?.name,
    comment: row.comment,
  })
}

function rowSecurity({ rowSecurity, forced }: TableRow): CatalogFacts['table']['rowSecurity'] {
  if (rowSecurity) return forced ? 'forced' : 'enabled'
  return forced ? 'forced but not enabled' : undefined
}

function viewFacts(row: TableRow, definition: string, spelling: Spelling): CatalogFacts['view'] {
  return factsOf<CatalogFacts['view']>({
    materialized: row.kind === 'm' || undefined,
    options: optionsOf(row.options),
    definition: spelling.view(definition),
    comment: row.comment,
  })
}
