import { randomBytes } from 'node:crypto'
import {
  bindRoles,
  compareContracts,
  contractDigest,
  type Difference,
  readCatalog,
  unpartitioned,
  withoutTuning,
  withoutUnmanaged,
} from '@schemata/catalog'
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
 * is rolled back; but not where all of them are there, as the contract shows, unless that
 * is doubted. A package that exists once per database cannot be done twice: it is compared
 * with its contract only, as a whole.
 *
 * @param options `doubted`: something says that the last steps, which may leave no trace, were not done
 */
export async function matchSteps(
  work: Session,
  stack: Stack,
  instance: Instance,
  { doubted }: { doubted: boolean },
): Promise<StepMatch> {
  const { migrations, unmanaged, partitionable, relocatable, schema: own } = instance.package
  const required = requiredSchemas(stack, instance)
  const read = await readCatalog(work, { schema: instance.schema, as: own, required })
  const live = unpartitioned(withoutUnmanaged(read, unmanaged), partitionable)
  const compare = ({ contract, count }: Candidate): Compared => ({
    contract,
    steps: migrations.steps.slice(0, count),
    differences: compareContracts(withoutUnmanaged(contract, unmanaged), withoutTuning(live, contract), {
      ignoreExtras: instance.schema === 'public',
    }),
  })
  const whole = wholeContract(migrations.contract, stack, migrations.steps.length).map(compare)
  const isWhole = whole.some(({ differences }) => differences.length === 0)
  if (!relocatable || (isWhole && !doubted)) return nearestOf(whole)
  return nearestOf((await contractsByStep(work, stack, instance)).map(compare))
}

interface Compared {
  readonly contract: CatalogContract
  readonly steps: readonly Step[]
  readonly differences: readonly Difference[]
}

/** Of equally near ones, that with the most steps. */
function nearestOf(compared: readonly Compared[]): StepMatch {
  const best = compared.reduceRight<Compared | undefined>(
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
