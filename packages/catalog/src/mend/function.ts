import type { CatalogContract } from '@schemata/contract'

import type { Difference } from '../difference.js'
import { literal, qualifiedFunction, written } from './names.js'
import type { ObjectOf } from './object-of.js'

type Facts = ObjectOf<'function'>['facts']

/** Attributes only: what a function does stands in the step that creates it. */
export function mendFunction(
  { fact }: Difference,
  { name, facts }: ObjectOf<'function'>,
  contract: CatalogContract,
): string | null {
  if (facts.kind === 'aggregate') return null
  const action = actionFor(fact, facts)
  const word = facts.kind === 'procedure' ? 'PROCEDURE' : 'FUNCTION'
  return action === null
    ? null
    : action.map((part) => `ALTER ${word} ${qualifiedFunction(name, contract)} ${part};`).join('\n')
}

function actionFor(fact: string | undefined, facts: Facts): string[] | null {
  switch (fact) {
    case 'volatility':
      return [(facts.volatility ?? 'volatile').toUpperCase()]
    case 'strict':
      return [facts.strict ? 'STRICT' : 'CALLED ON NULL INPUT']
    case 'securityDefiner':
      return [`SECURITY ${facts.securityDefiner ? 'DEFINER' : 'INVOKER'}`]
    case 'leakproof':
      return [facts.leakproof ? 'LEAKPROOF' : 'NOT LEAKPROOF']
    case 'parallel':
      return [`PARALLEL ${(facts.parallel ?? 'unsafe').toUpperCase()}`]
    case 'settings':
      return ['RESET ALL', ...Object.entries(facts.settings ?? {}).map(([name, value]) => setting(name, value))]
    default:
      return null
  }
}

/** A search path is a list and already written as one, but for the empty one; other values are single. */
function setting(name: string, value: string): string {
  const [family, ...rest] = name.split('.')
  const target = [family ?? '', ...rest].map(written).join('.')
  const isList = name === 'search_path' && value !== '' && value !== '""'
  return `SET ${target} = ${isList ? value : literal(value === '""' ? '' : value)}`
}
