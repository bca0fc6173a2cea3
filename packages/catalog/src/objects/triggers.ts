import type { CatalogFacts, CatalogObject } from '@schemata/contract'

import type { Enabled, RuleRow, TriggerRow } from '../catalog-rows.js'
import { factsOf } from '../facts-of.js'
import type { Spelling } from '../spelling.js'

const STATES: Readonly<Record<Enabled, CatalogFacts['trigger']['enabled']>> = {
  O: undefined,
  D: 'disabled',
  R: 'replica',
  A: 'always',
}
const EVENTS = [
  [4, 'insert'],
  [16, 'update'],
  [8, 'delete'],
  [32, 'truncate'],
] as const

export function describeTriggers(rows: readonly TriggerRow[], spelling: Spelling): CatalogObject[] {
  return rows.map((row) => ({
    kind: 'trigger',
    name: `${row.parent}.${row.name}`,
    parent: row.parent,
    facts: factsOf<CatalogFacts['trigger']>({
      timing: timingOf(row.type),
      events: EVENTS.flatMap(([bit, event]) => ((row.type & bit) === 0 ? [] : [event])),
      each: (row.type & 1) === 0 ? 'statement' : 'row',
      function: spelling.sql(row.function),
      enabled: STATES[row.enabled],
      definition: spelling.sql(row.definition),
      comment: row.comment,
    }),
  }))
}

/** Rules other than those that make a view. */
export function describeRules(rows: readonly RuleRow[], spelling: Spelling): CatalogObject[] {
  return rows.map((row) => ({
    kind: 'rule',
    name: `${row.parent}.${row.name}`,
    parent: row.parent,
    facts: factsOf<CatalogFacts['rule']>({
      enabled: STATES[row.enabled],
      definition: spelling.sql(row.definition),
      comment: row.comment,
    }),
  }))
}

function timingOf(type: number): CatalogFacts['trigger']['timing'] {
  if ((type & 64) !== 0) return 'instead of'
  return (type & 2) === 0 ? 'after' : 'before'
}
