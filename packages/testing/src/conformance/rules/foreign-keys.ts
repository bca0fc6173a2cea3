import type { ForeignKey, TableIndex } from '../installed-facts.js'
import type { Rule } from '../rule.js'

export const foreignKeys: Rule = {
  name: 'foreign-keys',
  title: 'has an index for every foreign key',
  remedy: 'Create an index that begins with the columns of the key; without it a delete reads the whole table.',
  check: ({ foreignKeys: keys, indexes }) =>
    keys
      .filter((key) => !indexes.some((index) => serves(index, key)))
      .map(({ name, table, columns }) => ({
        object: `${table}.${name}`,
        fault: `has no index that begins with (${columns.join(', ')})`,
      })),
}

function serves({ table, columns, predicate }: TableIndex, key: ForeignKey): boolean {
  const leading = columns.slice(0, key.columns.length)
  return table === key.table && key.columns.every((column) => leading.includes(column)) && holdsAll(predicate, key)
}

/** A null refers to nothing, so an index may leave it out. */
function holdsAll(predicate: string | null, { columns }: ForeignKey): boolean {
  if (predicate === null) return true
  const parts = predicate.replace(/[()"]/g, '').split(' AND ')
  return parts.every((part) => columns.some((column) => part === `${column} IS NOT NULL`))
}
