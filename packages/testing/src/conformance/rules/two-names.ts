import { readCatalog } from '@schemata/catalog'
import type { Pool } from 'pg'

import { applyOrThrow } from '../apply-or-throw.js'
import type { ConformanceFacts } from '../conformance-facts.js'
import { differencesOf } from '../differences-of.js'
import { leftovers } from '../leftovers.js'
import { randomSchema } from '../random-schema.js'
import type { Offender, Rule } from '../rule.js'

export const twoNames: Rule = {
  name: 'two-names',
  title: 'installs under two other names side by side, and keeps nothing of its own',
  remedy: 'Write the schema before a dot or in a string cast to a reg-type, never in text that is put together.',
  appliesTo: ({ relocatable }) => relocatable,
  check: (facts) =>
    facts.workbench.withDatabase(async (database) => {
      const { package: schemaPackage, workbench } = facts
      const names = [randomSchema(), randomSchema()]
      const installs = names.map((schema) => ({ package: schemaPackage, schema }))
      await applyOrThrow(workbench.runner(database, ...installs))
      const offenders: Offender[] = []
      for (const schema of names) offenders.push(...(await look(database, schema, facts)))
      return offenders
    }),
}

async function look(
  database: Pool,
  schema: string,
  { package: schemaPackage, contract }: ConformanceFacts,
): Promise<readonly Offender[]> {
  const live = await readCatalog(database, { schema, as: schemaPackage.schema })
  return [
    ...differencesOf(contract, live, 'under another name'),
    ...(await leftovers(database, schema, schemaPackage.schema)),
    ...(await ownName(database, schemaPackage.schema)),
  ]
}

async function ownName(database: Pool, schema: string): Promise<readonly Offender[]> {
  const { rows } = await database.query('SELECT to_regnamespace($1) IS NOT NULL AS there', [schema])
  return rows[0]?.there === true ? [{ object: schema, fault: 'is created although another name was given' }] : []
}
