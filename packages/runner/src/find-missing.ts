import { describeDifference, missingFrom, readCatalog } from '@schemata/catalog'
import type { Instance, Queryable, Stack } from '@schemata/contract'

/**
 * What provided packages lack, by package key: every object of their contract that a
 * package of the stack uses must be there in a compatible form, extras are ignored. An
 * extension may have brought them.
 */
export async function findMissing(db: Queryable, stack: Stack): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>()
  for (const instance of stack.instances.filter(({ provided }) => provided)) {
    found.set(instance.package.key, await missingOf(db, instance, usesOf(instance, stack)))
  }
  return found
}

/** What the stack uses of a package; undefined when somebody may use all of it. */
function usesOf({ package: { key } }: Instance, { instances }: Stack): readonly string[] | undefined {
  const requirements = instances.flatMap((instance) => instance.package.requires)
  const uses = requirements.filter((requirement) => requirement.package.key === key).map((one) => one.uses)
  const known = uses.filter((names) => names !== undefined)
  return known.length === 0 || known.length < uses.length ? undefined : [...new Set(known.flat())]
}

async function missingOf(
  db: Queryable,
  { package: { key, migrations }, schema }: Instance,
  only: readonly string[] | undefined,
): Promise<readonly string[]> {
  if (!migrations.contract) {
    return [`package \`${key}\` was built without a contract (catalog.json), so nothing can be compared`]
  }
  const live = await readCatalog(db, { schema, as: migrations.contract.schema, extensionMembers: true })
  return missingFrom(migrations.contract, live, { ...(only && { only }) }).map(describeDifference)
}
