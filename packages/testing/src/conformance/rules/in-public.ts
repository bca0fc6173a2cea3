import { readCatalog } from '@schemata/catalog'

import { applyOrThrow } from '../apply-or-throw.js'
import { differencesOf } from '../differences-of.js'
import { leftovers } from '../leftovers.js'
import type { Rule } from '../rule.js'

export const inPublic: Rule = {
  name: 'in-public',
  title: 'installs in public with the same contract',
  remedy: 'Do nothing to the schema itself that cannot be done to one that others use.',
  appliesTo: ({ relocatable }) => relocatable,
  check: ({ package: schemaPackage, contract, workbench }) =>
    workbench.withDatabase(async (database) => {
      await applyOrThrow(workbench.runner(database, { package: schemaPackage, schema: 'public' }))
      const live = await readCatalog(database, { schema: 'public', as: schemaPackage.schema })
      // Rights on the schema public are whoever's it is.
      const expected = { ...contract, objects: contract.objects.filter((object) => !isOnSchema(object)) }
      const actual = { ...live, objects: live.objects.filter((object) => !isOnSchema(object)) }
      const left = await leftovers(database, 'public', schemaPackage.schema)
      return [...differencesOf(expected, actual, 'in public'), ...left]
    }),
}

function isOnSchema({ kind, name }: { readonly kind: string; readonly name: string }): boolean {
  return kind === 'grant' && name === 'schema'
}
