import type { CatalogFacts, CatalogObject } from '@schemata/contract'

import type { IndexRow } from '../catalog-rows.js'
import { factsOf } from '../facts-of.js'
import type { Spelling } from '../spelling.js'

export function describeIndexes(rows: readonly IndexRow[], spelling: Spelling): CatalogObject[] {
  return rows.map((row) => ({
    kind: 'index',
    name: row.name,
    parent: row.parent,
    facts: factsOf<CatalogFacts['index']>({
      unique: row.unique || undefined,
      valid: row.valid ? undefined : false,
      // ON ONLY says that the table is partitioned, which the table says itself.
      definition: withoutOperatorSchema(spelling.sql(row.definition)).replace(' ON ONLY ', ' ON '),
      comment: row.comment,
    }),
  }))
}

/** An extension's operator classes (`public.gin_trgm_ops`) lie wherever the host put it. */
function withoutOperatorSchema(definition: string): string {
  return definition.replace(/(?<=[\s(])\w+\.(?=\w+_ops\b)/g, '')
}
