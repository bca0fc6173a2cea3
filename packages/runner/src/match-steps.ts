import { randomBytes } from 'node:crypto'
import { bindRoles, compareContracts, contractDigest, type Difference, readCatalog } from '@schemata/catalog'
import type { CatalogContract, Instance, Stack, Step } from '@schemata/contract'

import { openTransaction, setSearchPath } from './compose-units.js'
import { requiredSchemas } from './find-drift.js'
import { relocate } from './relocate.js'
import { rollBack } from './run-unit.js'
import type { Session } from './sessions.js'

/** How far the steps of a package are to be found in a database. */
export interface StepMatch {
  readonly steps: readonly Step[]
  readonly matches: boolean
  /** From the nearest match; empty when it matches. */
  readonly differences: readonly Difference[]
  /** The numbers of steps that make the same catalog: one that leaves no trace cannot be told from its absence. */
  readonly alike: readonly number[]
}

/**
 * Finds out which steps of a package were done to its schema by hand.
 *
 * They are done again beside it, in a schema of a random name, inside a transaction that
 * is rolled back. A package that exists once per database cannot be done twice: it is
 * compared with its contract only, as a whole.
 */
export async function matchSteps(work: Session, stack: Stack, instance: Instance): Promise<StepMatch> {
  const { migrations } = instance.package
  const required = requiredSchemas(stack, instance)
  const live = await readCatalog(work, { schema: instance.schema, as: instance.package.schema, required })
  const candidates = instance.package.relocatable
    ? await contractsByStep(work, stack, instance)
    : wholeContract(migrations.contract, stack, migrations.steps.length)
  const compared = candidates.map(({ contract, count }) => ({
    contract,
    steps: migrations.steps.slice(0, count),
    differences: compareContracts(contract, live, { ignoreExtras: instance.schema === 'public' }),
  }))
  const best = compared.reduceRight<(typeof compared)[number] | undefined>(
    (nearest, candidate) =>
      nearest && nearest.differences.length <= candidate.differences.length ? nearest : candidate,
    undefined,
  )
  if (!best) return { steps: [], matches: false, differences: [], alike: [] }
  const { contract, ...match } = best
  const made = contractDigest(contract)
  const alike = compared.filter((candidate) => contractDigest(candidate.contract) === made)
  return {
    ...match,
    matches: best.differences.length === 0 && best.steps.length > 0,
    alike: alike.map(({ steps }) => steps.length),
  }
}

interface Candidate {
  readonly contract: CatalogContract
  /** How many steps it takes to get there. */
  readonly count: number
}

function wholeContract(contract: CatalogContract | null, stack: Stack, count: number): readonly Candidate[] {
  return contract ? [{ contract: bindRoles(contract, stack.roles), count }] : []
}

/** What the catalog holds after each step; roles bear the names they have in this stack. */
async function contractsByStep(work: Session, stack: Stack, instance: Instance): Promise<readonly Candidate[]> {
  const { package: schemaPackage } = instance
  const scratch = `schemata_adopt_${randomBytes(6).toString('hex')}`
  const names = { schemas: { ...instance.schemas, [schemaPackage.schema]: scratch }, roles: stack.roles }
  const required = requiredSchemas(stack, instance)
  const candidates: Candidate[] = []
  try {
    await work.run([...openTransaction(1000), `CREATE SCHEMA ${scratch}`, setSearchPath(scratch)].join(';\n'))
    for (const [index, step] of schemaPackage.migrations.steps.entries()) {
      const left = step.up.createSchema ? [step.up.createSchema] : []
      await work.run(relocate(step.up, names, [...left, ...step.up.concurrently]).sql)
      const contract = await readCatalog(work, { schema: scratch, as: schemaPackage.schema, required })
      candidates.push({ contract, count: index + 1 })
    }
  } finally {
    await rollBack(work)
  }
  return candidates
}
