import type { CatalogContract, CatalogFact } from '@schemata/contract'

import type { Difference } from '../difference.js'
import { bareName, qualified, qualifiedFunction, written } from './names.js'
import type { ObjectOf } from './object-of.js'

/** Grants what is lacking and revokes what is too much, for one grantee or all. */
export function mendGrant(
  { fact, expected, actual }: Difference,
  grant: ObjectOf<'grant'>,
  contract: CatalogContract,
): string | null {
  const pairs = fact === undefined ? allPairs(expected, actual) : [{ grantee: fact, expected, actual }]
  const target = targetOf(grant.name, contract)
  const statements = pairs.flatMap(({ grantee, expected, actual }) => {
    const [wanted, held] = [privileges(expected), privileges(actual)]
    const to = grantee === 'PUBLIC' ? grantee : written(grantee)
    const lacking = wanted.filter((privilege) => !held.includes(privilege))
    const extra = held.filter((privilege) => !wanted.includes(privilege))
    return [
      ...extra.map((privilege) => `REVOKE ${target(plain(privilege))} FROM ${to};`),
      ...lacking.map((privilege) => `GRANT ${target(plain(privilege))} TO ${to}${option(privilege)};`),
    ]
  })
  return statements.length > 0 ? statements.join('\n') : null
}

function allPairs(expected: CatalogFact, actual: CatalogFact) {
  const [wanted, held] = [new Map(entries(expected)), new Map(entries(actual))]
  return [...new Set([...wanted.keys(), ...held.keys()])].map((grantee) => ({
    grantee,
    expected: wanted.get(grantee) ?? null,
    actual: held.get(grantee) ?? null,
  }))
}

function entries(fact: CatalogFact): [string, CatalogFact][] {
  return typeof fact === 'object' && fact !== null && !Array.isArray(fact) ? Object.entries(fact) : []
}

function privileges(fact: CatalogFact): string[] {
  return Array.isArray(fact) ? fact.filter((part) => typeof part === 'string') : []
}

function plain(privilege: string): string {
  return privilege.replace('*', '')
}

function option(privilege: string): string {
  return privilege.endsWith('*') ? ' WITH GRANT OPTION' : ''
}

/** `SELECT ON TABLE sample.orders`, or `SELECT (total) ON TABLE sample.orders`. */
function targetOf(name: string, contract: CatalogContract): (privilege: string) => string {
  const [kind = ''] = name.split(' ', 1)
  const rest = name.slice(kind.length + 1)
  if (kind === 'schema') return (privilege) => `${privilege} ON SCHEMA ${written(contract.schema)}`
  if (kind === 'function') return (privilege) => `${privilege} ON ROUTINE ${qualifiedFunction(rest, contract)}`
  const column = contract.objects.find((object) => object.kind === 'column' && object.name === rest)
  if (kind === 'column' && column !== undefined) {
    const table = qualified(column.parent ?? '', contract)
    return (privilege) => `${privilege} (${written(bareName(column))}) ON TABLE ${table}`
  }
  const word = kind === 'view' ? 'TABLE' : kind.toUpperCase()
  return (privilege) => `${privilege} ON ${word} ${qualified(rest, contract)}`
}
