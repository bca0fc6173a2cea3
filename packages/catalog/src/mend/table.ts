import type { CatalogContract } from '@schemata/contract'

import type { Difference } from '../difference.js'
import { qualified } from './names.js'
import type { ObjectOf } from './object-of.js'

const ROW_SECURITY = {
  enabled: ['ENABLE', 'NO FORCE'],
  forced: ['ENABLE', 'FORCE'],
  'forced but not enabled': ['DISABLE', 'FORCE'],
  none: ['DISABLE', 'NO FORCE'],
} as const

export function mendTable({ fact }: Difference, table: ObjectOf<'table'>, contract: CatalogContract): string | null {
  if (fact !== 'rowSecurity') return null
  return ROW_SECURITY[table.facts.rowSecurity ?? 'none']
    .map((word) => `ALTER TABLE ${qualified(table.name, contract)} ${word} ROW LEVEL SECURITY;`)
    .join('\n')
}
