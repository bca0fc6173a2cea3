import { readCatalog, sortObjects } from '@schemata/catalog'
import { type CatalogContract, type CatalogObject, defineStack, type SchemaPackage } from '@schemata/contract'
import { createRunner, fromPool } from '@schemata/runner'

import { ContractExtensionError, ContractNotAppliedError } from '../errors/contract-errors.js'
import { withScratchDatabase } from './scratch-server.js'

/**
 * Applies packages to an empty database and reads what the last one's schema then holds.
 *
 * Where it makes use of optional extensions, that is done once without them and once with
 * each; what is there only with one says so in `when`.
 *
 * @throws ContractNotAppliedError when a step fails.
 * @throws ContractExtensionError when the server has not the extension.
 */
export async function makeContract(
  serverUrl: string,
  packages: readonly SchemaPackage[],
  manifest: SchemaPackage,
): Promise<CatalogContract> {
  const contract = await readInstalled(serverUrl, packages, manifest)
  const conditional: CatalogObject[] = []
  for (const { name, optional } of manifest.extensions) {
    if (!optional) continue
    const { objects } = await readInstalled(serverUrl, packages, manifest, name)
    conditional.push(...objects.filter(isNotIn(contract)).map((object) => ({ ...object, when: `extension ${name}` })))
  }
  return conditional.length === 0
    ? contract
    : { ...contract, objects: sortObjects([...contract.objects, ...conditional]) }
}

async function readInstalled(
  serverUrl: string,
  packages: readonly SchemaPackage[],
  { key, schema }: SchemaPackage,
  extension?: string,
): Promise<CatalogContract> {
  return withScratchDatabase(serverUrl, async (pool) => {
    if (extension !== undefined) {
      const { rowCount } = await pool.query('SELECT FROM pg_available_extensions WHERE name = $1', [extension])
      if (rowCount === 0) throw new ContractExtensionError({ packageKey: key, extension })
      await pool.query(`CREATE EXTENSION "${extension.replaceAll('"', '""')}"`)
    }
    const runner = createRunner({ stack: defineStack({ packages }), sessions: fromPool(pool) })
    const { outcome, errors } = await runner.apply()
    if (outcome === 'failed') throw new ContractNotAppliedError({ packageKey: key, errors })
    return readCatalog(pool, { schema })
  })
}

function isNotIn({ objects }: CatalogContract) {
  const known = new Set(objects.map(({ kind, name }) => `${kind} ${name}`))
  return ({ kind, name }: CatalogObject): boolean => !known.has(`${kind} ${name}`)
}
