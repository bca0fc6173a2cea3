import type { CatalogFacts, CatalogObject } from '@schemata/contract'

import type { PolicyRow } from '../catalog-rows.js'
import { factsOf } from '../facts-of.js'
import type { Spelling } from '../spelling.js'

const COMMANDS = { '*': 'all', r: 'select', a: 'insert', w: 'update', d: 'delete' } as const

export function describePolicies(rows: readonly PolicyRow[], spelling: Spelling): CatalogObject[] {
  return rows.map((row) => ({
    kind: 'policy',
    name: `${row.parent}.${row.name}`,
    parent: row.parent,
    facts: factsOf<CatalogFacts['policy']>({
      command: COMMANDS[row.command],
      restrictive: row.permissive ? undefined : true,
      roles: row.roles.map(spelling.role).sort(),
      using: row.using && spelling.sql(row.using),
      check: row.check && spelling.sql(row.check),
      comment: row.comment,
    }),
  }))
}
