import type { CatalogContract, CatalogObject } from '@schemata/contract'

/**
 * A contract for a database in which these conditions hold: what depends on another one
 * is left out, what depends on these is expected like everything else.
 *
 * @param conditions as in `when`: `extension pg_trgm`.
 */
export function settleConditions(contract: CatalogContract, conditions: ReadonlySet<string>): CatalogContract {
  const objects = contract.objects.flatMap((object): CatalogObject[] => {
    if (object.when === undefined) return [object]
    if (!conditions.has(object.when)) return []
    const { when: _, ...unconditional } = object
    return [unconditional]
  })
  return { ...contract, objects }
}
