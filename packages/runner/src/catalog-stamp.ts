import { createHash } from 'node:crypto'

import { contractDigest, readStamp } from '@schemata/catalog'
import type { CatalogContract, Queryable, Stack } from '@schemata/contract'

/**
 * A short text for all that decides whether a catalog is what a stack promises: contracts,
 * names, and the versions of the catalog's own rows. One round trip.
 */
export async function catalogStamp(db: Queryable, { instances, roles }: Stack): Promise<string> {
  const installed = instances.filter(({ provided }) => !provided)
  const promised = installed.map(({ package: { key, migrations, unmanaged, partitionable }, schemas }) => [
    key,
    schemas,
    unmanaged,
    partitionable,
    migrations.contract && digestOf(migrations.contract),
  ])
  const live = await readStamp(
    db,
    installed.map(({ schema }) => schema),
  )
  return createHash('sha256').update(JSON.stringify({ promised, roles, live })).digest('hex')
}

/** A contract never changes, and a large one takes milliseconds. */
const digests = new WeakMap<CatalogContract, string>()

function digestOf(contract: CatalogContract): string {
  const known = digests.get(contract)
  if (known !== undefined) return known
  const digest = contractDigest(contract)
  digests.set(contract, digest)
  return digest
}
