import {
  bindRoles,
  compareContracts,
  describeDifference,
  mendDifference,
  type RequiredSchema,
  readCatalog,
  settleConditions,
  unpartitioned,
  withoutTuning,
  withoutUnmanaged,
} from '@schemata/catalog'
import type { CatalogContract, Instance, Queryable, Stack } from '@schemata/contract'

import type { VerifyDifference } from './verify.js'

/**
 * Compares the catalog with what each package's contract promises, under the names of
 * this stack. In a schema that others use too (`public`), what the contract does not
 * know is passed over.
 */
export async function findDrift(db: Queryable, stack: Stack): Promise<VerifyDifference[]> {
  const differences: VerifyDifference[] = []
  for (const instance of stack.instances.filter(({ provided }) => !provided)) {
    differences.push(...(await driftOf(db, stack, instance)))
  }
  return differences
}

async function driftOf(db: Queryable, stack: Stack, instance: Instance): Promise<VerifyDifference[]> {
  const { key, migrations, unmanaged, partitionable } = instance.package
  if (!migrations.contract) return [withoutContract(key)]
  const expected = bindRoles(await settled(db, migrations.contract), stack.roles)
  const required = requiredSchemas(stack, instance)
  const { schema } = instance
  const read = await readCatalog(db, { schema, as: expected.schema, required })
  const live = unpartitioned(withoutUnmanaged(read, unmanaged), partitionable)
  return compareContracts(expected, withoutTuning(live, expected), { ignoreExtras: schema === 'public' }).map(
    (difference) => ({
      package: key,
      ...difference,
      message: describeDifference(difference),
      mend: mendDifference(difference, { expected, schema, required }),
    }),
  )
}

/** What depends on an extension is expected where that extension is; one more query, and only then. */
async function settled(db: Queryable, contract: CatalogContract): Promise<CatalogContract> {
  if (!contract.objects.some(({ when }) => when !== undefined)) return contract
  const { rows } = await db.query(`SELECT 'extension ' || extname AS condition FROM pg_catalog.pg_extension`)
  return settleConditions(contract, new Set(rows.map((row) => String(row.condition))))
}

function withoutContract(packageKey: string): VerifyDifference {
  const message = `Package \`${packageKey}\` was built without a contract (catalog.json): run \`schemata contract\`.`
  return {
    package: packageKey,
    kind: 'contract',
    object: packageKey,
    expected: 'present',
    actual: null,
    message,
    mend: null,
  }
}

/** The schemas that the package's SQL mentions, under the names they have here. */
export function requiredSchemas({ instances }: Stack, instance: Instance): RequiredSchema[] {
  return instance.package.requires.flatMap(({ package: required }) => {
    const contract = required.migrations.contract
    const schema = instance.schemas[required.schema] ?? required.schema
    const isThere = instances.some((candidate) => candidate.package.key === required.key)
    return contract && isThere ? [{ schema, contract }] : []
  })
}
