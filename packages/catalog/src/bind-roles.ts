import type { CatalogContract, CatalogObject } from '@schemata/contract'

/**
 * Puts the names that a stack gives to symbolic roles into the grants and policies of
 * a contract, so that it can be compared with, and mended in, that stack's database.
 *
 * @param roles symbolic name → name in the database; a role that is not there keeps its own
 */
export function bindRoles(contract: CatalogContract, roles: Readonly<Record<string, string>>): CatalogContract {
  const bound = (name: string): string => roles[name] ?? name
  if (Object.keys(roles).length === 0) return contract
  return { ...contract, objects: contract.objects.map((object) => bindObject(object, bound)) }
}

function bindObject(object: CatalogObject, bound: (name: string) => string): CatalogObject {
  if (object.kind === 'grant') {
    return {
      ...object,
      facts: Object.fromEntries(Object.entries(object.facts).map(([role, held]) => [bound(role), held])),
    }
  }
  if (object.kind === 'policy' && object.facts.roles) {
    return { ...object, facts: { ...object.facts, roles: object.facts.roles.map(bound).sort() } }
  }
  return object
}
