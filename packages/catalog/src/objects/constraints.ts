import type { CatalogFacts, CatalogObject, ReferentialAction } from '@schemata/contract'

import type { ConstraintRow } from '../catalog-rows.js'
import { factsOf } from '../facts-of.js'
import type { Spelling } from '../spelling.js'

const TYPES = { p: 'primary key', u: 'unique', c: 'check', f: 'foreign key', x: 'exclude' } as const
const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
}

export function describeConstraints(rows: readonly ConstraintRow[], spelling: Spelling): CatalogObject[] {
  return rows.map((row) => ({
    kind: 'constraint',
    name: `${row.parent}.${row.name}`,
    parent: row.parent,
    facts: factsOf<CatalogFacts['constraint']>({
      type: TYPES[row.type],
      columns: row.columns,
      references: row.target === null ? null : { table: spelling.sql(row.target), columns: row.targetColumns ?? [] },
      onUpdate: ACTIONS[row.onUpdate],
      onDelete: ACTIONS[row.onDelete],
      deferrable: deferral(row),
      validated: row.validated ? undefined : false,
      definition: spelling.sql(row.definition).replace(/(?: DEFERRABLE| INITIALLY DEFERRED| NOT VALID)+$/, ''),
      comment: row.comment,
    }),
  }))
}

function deferral({ deferrable, deferred }: ConstraintRow): CatalogFacts['constraint']['deferrable'] {
  if (!deferrable) return undefined
  return deferred ? 'initially deferred' : 'initially immediate'
}
