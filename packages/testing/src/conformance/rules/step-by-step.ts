import { readCatalog } from '@schemata/catalog'
import { type CatalogContract, type SchemaPackage, stepId } from '@schemata/contract'
import type { Pool } from 'pg'

import { applyOrThrow, revertOrThrow } from '../apply-or-throw.js'
import { differencesOf } from '../differences-of.js'
import type { Offender, Rule } from '../rule.js'
import type { Workbench } from '../workbench.js'

export const stepByStep: Rule = {
  name: 'step-by-step',
  title: 'takes each step up, down to where it came from, and up again',
  remedy: 'Let the down script of the step undo exactly what the step does; it may rely on no other step.',
  check: ({ package: schemaPackage, workbench }) =>
    workbench.withDatabase(async (database) => {
      const offenders: Offender[] = []
      let before = await readCatalog(database, { schema: schemaPackage.schema })
      for (let count = 1; count <= schemaPackage.migrations.steps.length; count += 1) {
        const walked = await walk(database, workbench, firstSteps(schemaPackage, count), before)
        offenders.push(...walked.offenders)
        before = walked.state
      }
      return offenders
    }),
}

/** Applies the last step of a package, when all before it are applied, undoes it and applies it again. */
async function walk(
  database: Pool,
  workbench: Workbench,
  shortened: SchemaPackage,
  before: CatalogContract,
): Promise<{ offenders: readonly Offender[]; state: CatalogContract }> {
  const { key, schema, migrations } = shortened
  const step = migrations.steps.at(-1)
  const runner = workbench.runner(database, shortened)
  await applyOrThrow(runner)
  const after = await readCatalog(database, { schema })
  if (!step?.down) return { offenders: [], state: after }
  await revertOrThrow(runner, { package: key, steps: 1 })
  const down = await readCatalog(database, { schema })
  await applyOrThrow(runner)
  const again = await readCatalog(database, { schema })
  const offenders = [
    ...differencesOf(before, down, `down from ${stepId(step)}`),
    ...differencesOf(after, again, `up again to ${stepId(step)}`),
  ]
  return { offenders, state: again }
}

/** The package as it was when it had that many steps; fixtures are for the last. */
function firstSteps(schemaPackage: SchemaPackage, count: number): SchemaPackage {
  const { migrations } = schemaPackage
  const isWhole = count === migrations.steps.length
  const steps = migrations.steps.slice(0, count)
  return { ...schemaPackage, migrations: { ...migrations, steps, fixtures: isWhole ? migrations.fixtures : [] } }
}
