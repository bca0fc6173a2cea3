import type { CatalogFacts, CatalogObject } from '@schemata/contract'

import type { SequenceRow } from '../catalog-rows.js'
import { factsOf } from '../facts-of.js'
import type { Spelling } from '../spelling.js'

const MAXIMA: Readonly<Record<string, string>> = {
  smallint: '32767',
  integer: '2147483647',
  bigint: '9223372036854775807',
}

/** Sequences that no column owns. */
export function describeSequences(rows: readonly SequenceRow[], spelling: Spelling): CatalogObject[] {
  return rows
    .filter((row) => row.owner === null)
    .map((row) => ({
      kind: 'sequence',
      name: row.name,
      facts: factsOf<CatalogFacts['sequence']>({
        type: spelling.sql(row.type),
        start: row.start,
        increment: row.increment,
        minimum: row.minimum,
        maximum: row.maximum,
        cache: row.cache,
        cycle: row.cycle || undefined,
        comment: row.comment,
      }),
    }))
}

/** What an owned sequence has that GENERATED AS IDENTITY or serial alone would not give it. */
export function unusualSequence(row: SequenceRow): Record<string, string | boolean> | undefined {
  const facts = Object.entries({
    cache: row.cache === '1' ? null : row.cache,
    cycle: row.cycle || null,
    increment: row.increment === '1' ? null : row.increment,
    maximum: row.maximum === MAXIMA[row.type] ? null : row.maximum,
    minimum: row.minimum === '1' ? null : row.minimum,
    start: row.start === '1' ? null : row.start,
  }).flatMap(([name, fact]): [string, string | boolean][] => (fact === null ? [] : [[name, fact]]))
  return facts.length === 0 ? undefined : Object.fromEntries(facts)
}
