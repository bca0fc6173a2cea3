import { readCatalog } from '@schemata/catalog'
import { type CatalogContract, defineStack, type SchemaPackage } from '@schemata/contract'
import { createRunner, fromPool } from '@schemata/runner'

import { ContractNotAppliedError } from '../errors/contract-errors.js'
import { withScratchDatabase } from './scratch-server.js'

/**
 * Applies packages to an empty database and reads what the last one's schema then holds.
 *
 * @throws ContractNotAppliedError when a step fails.
 */
export async function makeContract(
  serverUrl: string,
  packages: readonly SchemaPackage[],
  { key, schema }: SchemaPackage,
): Promise<CatalogContract> {
  return withScratchDatabase(serverUrl, async (pool) => {
    const runner = createRunner({ stack: defineStack({ packages }), sessions: fromPool(pool) })
    const { outcome, errors } = await runner.apply()
    if (outcome === 'failed') throw new ContractNotAppliedError({ packageKey: key, errors })
    return readCatalog(pool, { schema })
  })
}
