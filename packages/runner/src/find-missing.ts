import { describeDifference, missingFrom, readCatalog } from '@schemata/catalog'
import type { Instance, Queryable, Stack } from '@schemata/contract'

/**
 * What provided packages lack, by package key: every object of their contract must
 * be there in a compatible form, extras are ignored.
 */
export async function findMissing(db: Queryable, stack: Stack): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>()
  for (const instance of stack.instances.filter(({ provided }) => provided)) {
    found.set(instance.package.key, await missingOf(db, instance))
  }
  return found
}

async function missingOf(
  db: Queryable,
  { package: { key, migrations }, schema }: Instance,
): Promise<readonly string[]> {
  if (!migrations.contract) {
    return [`package \`${key}\` was built without a contract (catalog.json), so nothing can be compared`]
  }
  const live = await readCatalog(db, { schema, as: migrations.contract.schema })
  return missingFrom(migrations.contract, live).map(describeDifference)
}
