import type { CatalogFacts, CatalogObject } from '@schemata/contract'

import type { ColumnRow, SequenceRow } from '../catalog-rows.js'
import { factsOf } from '../facts-of.js'
import type { Spelling } from '../spelling.js'
import { unusualSequence } from './sequences.js'

const IDENTITIES = { '': undefined, a: 'always', d: 'by default' } as const
const GENERATED = { '': undefined, s: 'stored', v: 'virtual' } as const

/** Columns, with the identity and serial sequences that belong to them. */
export function describeColumns(
  rows: readonly ColumnRow[],
  sequences: readonly SequenceRow[],
  spelling: Spelling,
): CatalogObject[] {
  const owned = new Map(sequences.map((row) => [JSON.stringify([row.owner?.parent, row.owner?.column]), row]))
  return rows.map((row) => ({
    kind: 'column',
    name: `${row.parent}.${row.name}`,
    parent: row.parent,
    facts: columnFacts(row, owned.get(JSON.stringify([row.parent, row.name])), spelling),
  }))
}

function columnFacts(row: ColumnRow, sequence: SequenceRow | undefined, spelling: Spelling): CatalogFacts['column'] {
  const kind = GENERATED[row.generated]
  const expression = row.default === null ? null : spelling.sql(row.default)
  return factsOf<CatalogFacts['column']>({
    type: spelling.sql(row.type),
    notNull: row.notNull || undefined,
    default: kind === undefined ? expression : null,
    identity: IDENTITIES[row.identity],
    generated: kind !== undefined && expression !== null ? { kind, expression } : undefined,
    collation: row.collation && spelling.sql(row.collation),
    sequence: sequence && unusualSequence(sequence),
    comment: row.comment,
  })
}
