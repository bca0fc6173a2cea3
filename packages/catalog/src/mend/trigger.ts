import type { CatalogContract } from '@schemata/contract'

import type { Difference } from '../difference.js'
import { bareName, qualified, replaceStart, written } from './names.js'
import type { ObjectOf } from './object-of.js'

const STATES = {
  disabled: 'DISABLE',
  replica: 'ENABLE REPLICA',
  always: 'ENABLE ALWAYS',
  origin: 'ENABLE',
} as const

/** Triggers and rules. A constraint trigger that differs has no statement that replaces it. */
export function mendTrigger(
  { fact }: Difference,
  object: ObjectOf<'trigger'> | ObjectOf<'rule'>,
  contract: CatalogContract,
): string | null {
  const { definition, enabled } = object.facts
  const state = `ALTER TABLE ${qualified(object.parent ?? '', contract)} ${STATES[enabled ?? 'origin']} ${object.kind.toUpperCase()} ${written(bareName(object))};`
  if (fact === 'enabled') return state
  const create = `${definition.replace(/;$/, '')};`
  if (fact === undefined) return enabled === undefined ? create : `${create}\n${state}`
  const word = object.kind.toUpperCase()
  return definition.startsWith(`CREATE ${word}`)
    ? replaceStart(create, `CREATE ${word}`, `CREATE OR REPLACE ${word}`)
    : null
}
