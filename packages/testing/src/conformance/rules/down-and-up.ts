import { readCatalog } from '@schemata/catalog'
import { type SchemaPackage, stepId } from '@schemata/contract'
import type { RevertSelection } from '@schemata/runner'
import type { Pool } from 'pg'

import { applyOrThrow, revertOrThrow } from '../apply-or-throw.js'
import { differencesOf } from '../differences-of.js'
import { foreignObjects } from '../foreign-objects.js'
import type { Offender, Rule } from '../rule.js'

export const downAndUp: Rule = {
  name: 'down-and-up',
  title: 'goes down to nothing, and up again to the same contract',
  remedy: 'Let each down script drop exactly what its step made.',
  check: ({ package: schemaPackage, contract, workbench }) =>
    workbench.withDatabase(async (database) => {
      const runner = workbench.runner(database, schemaPackage)
      const before = await foreignObjects(database, schemaPackage.schema)
      await applyOrThrow(runner)
      const selection = wayDown(schemaPackage)
      if (!selection) return []
      await revertOrThrow(runner, selection)
      const left = 'packages' in selection ? await remains(database, schemaPackage, before) : []
      // Over what is left it would fail, and say less.
      if (left.length > 0) return left
      await applyOrThrow(runner)
      const again = await readCatalog(database, { schema: schemaPackage.schema })
      return differencesOf(contract, again, 'after going down and up')
    }),
}

/** All the way, or down to the last step that cannot be undone, which stays; undefined when that is the very last. */
function wayDown({ key, migrations: { steps } }: SchemaPackage): RevertSelection | undefined {
  const last = steps.findLastIndex((step) => step.down === null)
  const stays = steps[last]
  if (!stays) return { packages: [key] }
  return last === steps.length - 1 ? undefined : { package: key, to: stepId(stays) }
}

async function remains(
  database: Pool,
  { schema }: SchemaPackage,
  before: ReadonlySet<string>,
): Promise<readonly Offender[]> {
  const left = await readCatalog(database, { schema })
  const elsewhere = [...(await foreignObjects(database, schema))].filter((object) => !before.has(object))
  const { rows } = await database.query('SELECT to_regnamespace($1) IS NOT NULL AS there', [schema])
  return [
    ...left.objects.map(({ kind, name }) => ({
      object: name,
      fault: `is left (a ${kind}) after the last down script`,
    })),
    ...elsewhere.map((object) => ({ object, fault: 'is left after the last down script' })),
    ...(rows[0]?.there === true && schema !== 'public'
      ? [{ object: schema, fault: 'is left (the schema itself) after the last down script' }]
      : []),
  ]
}
