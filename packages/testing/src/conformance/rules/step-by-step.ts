import { readCatalog } from '@schemata/catalog'
import { type SchemaPackage, stepId } from '@schemata/contract'
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
      for (let count = 1; count <= schemaPackage.migrations.steps.length; count += 1) {
        offenders.push(...(await walk(database, workbench, firstSteps(schemaPackage, count))))
      }
      return offenders
    }),
}

/** The last step of a package, when all before it are applied. */
async function walk(database: Pool, workbench: Workbench, shortened: SchemaPackage): Promise<readonly Offender[]> {
  const { key, schema, migrations } = shortened
  const step = migrations.steps.at(-1)
  const runner = workbench.runner(database, shortened)
  const before = await readCatalog(database, { schema })
  await applyOrThrow(runner)
  if (!step?.down) return []
  const after = await readCatalog(database, { schema })
  await revertOrThrow(runner, { package: key, steps: 1 })
  const down = await readCatalog(database, { schema })
  await applyOrThrow(runner)
  const again = await readCatalog(database, { schema })
  return [
    ...differencesOf(before, down, `down from ${stepId(step)}`),
    ...differencesOf(after, again, `up again to ${stepId(step)}`),
  ]
}

/** The package as it was when it had that many steps; fixtures are for the last. */
function firstSteps(schemaPackage: SchemaPackage, count: number): SchemaPackage {
  const { migrations } = schemaPackage
  const isWhole = count === migrations.steps.length
  const steps = migrations.steps.slice(0, count)
  return { ...schemaPackage, migrations: { ...migrations, steps, fixtures: isWhole ? migrations.fixtures : [] } }
}
