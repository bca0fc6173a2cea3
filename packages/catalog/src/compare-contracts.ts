import type { CatalogContract, CatalogObject } from '@schemata/contract'

import { canonicalJson } from './canonical-json.js'
import type { Difference } from './difference.js'
import { factJson } from './fact-json.js'
import { sortObjects } from './sort-objects.js'

export interface CompareContractsOptions {
  /** Passes over objects, and grants on objects, that only the actual contract has. @default false */
  ignoreExtras?: boolean
}

/**
 * Lists what differs, sorted by kind, object and fact; empty when both say the same.
 *
 * A missing or unexpected object is one difference: what belongs to it (columns,
 * indexes, triggers, grants) is not listed too. An expected object with `when` may be
 * absent. A definition is listed only when no other fact of the object says why.
 * Both contracts must use one schema name: read the live one with `as`.
 *
 * @example
 * const live = await readCatalog(pool, { schema: 'tenant_42', as: contract.schema })
 * for (const difference of compareContracts(contract, live)) log(describeDifference(difference))
 */
export function compareContracts(
  expected: CatalogContract,
  actual: CatalogContract,
  { ignoreExtras = false }: CompareContractsOptions = {},
): Difference[] {
  const wanted = byIdentity(expected)
  const found = byIdentity(actual)
  const all = sortObjects([...new Map([...found, ...wanted]).values()])
  return all.flatMap((object) => {
    const [before, after] = [wanted.get(identityOf(object)), found.get(identityOf(object))]
    if (before && after) return compareFacts(before, after, ignoreExtras)
    if (before) return before.when || lacksOwner(before, wanted, found) ? [] : [whole(before, before, undefined)]
    return ignoreExtras || lacksOwner(object, found, wanted) ? [] : [whole(object, undefined, object)]
  })
}

type Objects = ReadonlyMap<string, CatalogObject>

function byIdentity({ objects }: CatalogContract): Objects {
  return new Map(objects.map((object) => [identityOf(object), object]))
}

function identityOf({ kind, name }: Pick<CatalogObject, 'kind' | 'name'>): string {
  return `${kind} ${name}`
}

/** True where one side has the table, view, column or function that this object is part of, and the other has not. */
function lacksOwner(object: CatalogObject, here: Objects, there: Objects): boolean {
  return ownersOf(object, here).some((owner) => !there.has(owner))
}

function ownersOf({ kind, name, parent }: CatalogObject, here: Objects): string[] {
  const tables = (table: string) => [`table ${table}`, `view ${table}`].filter((owner) => here.has(owner))
  if (parent !== undefined) return tables(parent)
  if (kind !== 'grant') return []
  const column = here.get(name)
  // A grant is named after what it is on, which is how that object is identified here.
  return column?.parent === undefined ? [name].filter((owner) => here.has(owner)) : [name, ...tables(column.parent)]
}

function whole(
  { kind, name }: CatalogObject,
  expected: CatalogObject | undefined,
  actual: CatalogObject | undefined,
): Difference {
  return { kind, object: name, expected: factJson(expected?.facts), actual: factJson(actual?.facts) }
}

function compareFacts(expected: CatalogObject, actual: CatalogObject, ignoreExtras: boolean): Difference[] {
  const wanted = new Map<string, unknown>(Object.entries(expected.facts))
  const found = new Map<string, unknown>(Object.entries(actual.facts))
  const names = [...new Set([...wanted.keys(), ...found.keys()])].sort()
  const differing = names.filter((name) => {
    if (ignoreExtras && expected.kind === 'grant' && !wanted.has(name)) return false
    return canonicalJson(wanted.get(name) ?? null) !== canonicalJson(found.get(name) ?? null)
  })
  const telling = differing.filter((name) => name !== 'definition' && name !== 'comment')
  return differing
    .filter((name) => name !== 'definition' || telling.every((fact) => !isInDefinition(expected, fact)))
    .map((fact) => ({
      kind: expected.kind,
      object: expected.name,
      fact,
      expected: factJson(wanted.get(fact)),
      actual: factJson(found.get(fact)),
    }))
}

/** False for what a definition does not show, so that it cannot be the reason why two differ. */
function isInDefinition({ kind }: CatalogObject, fact: string): boolean {
  if (fact === 'enabled' || fact === 'valid' || fact === 'validated' || fact === 'options') return false
  return kind !== 'constraint' || fact !== 'deferrable'
}
