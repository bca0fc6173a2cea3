import type { CatalogContract } from '@schemata/contract'

import type { Difference } from '../difference.js'
import { bareName, qualified, written } from './names.js'
import type { ObjectOf } from './object-of.js'

export function mendColumn({ fact }: Difference, column: ObjectOf<'column'>, contract: CatalogContract): string | null {
  const table = contract.objects.find(({ kind, name }) => kind === 'table' && name === column.parent)
  if (table === undefined) return null
  const alter = `ALTER TABLE ${qualified(table.name, contract)}`
  const name = written(bareName(column))
  const { default: value, notNull } = column.facts
  if (fact === undefined) return addColumn(alter, name, column.facts)
  if (fact === 'notNull') return `${alter} ALTER COLUMN ${name} ${notNull ? 'SET' : 'DROP'} NOT NULL;`
  if (fact !== 'default') return null
  return `${alter} ALTER COLUMN ${name} ${value === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${value}`};`
}

/** Null for what existing rows could not satisfy, or a sequence would be needed for. */
function addColumn(alter: string, name: string, facts: ObjectOf<'column'>['facts']): string | null {
  const { type, notNull, default: value, identity, generated, collation } = facts
  if (identity !== undefined || (notNull && value === undefined && generated === undefined)) return null
  if (value?.startsWith('nextval(')) return null
  const parts = [
    `${alter} ADD COLUMN ${name} ${type}`,
    collation && `COLLATE ${collation}`,
    value && `DEFAULT ${value}`,
    generated && `GENERATED ALWAYS AS (${generated.expression}) ${generated.kind.toUpperCase()}`,
    notNull && 'NOT NULL',
  ]
  return `${parts.filter(Boolean).join(' ')};`
}
