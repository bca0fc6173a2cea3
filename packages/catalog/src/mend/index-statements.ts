import type { CatalogContract } from '@schemata/contract'

import type { Difference } from '../difference.js'
import { qualified, replaceStart } from './names.js'
import type { ObjectOf } from './object-of.js'

export function mendIndex({ fact }: Difference, index: ObjectOf<'index'>, contract: CatalogContract): string | null {
  const { definition, valid } = index.facts
  const name = qualified(index.name, contract)
  if (fact === 'valid') return valid === false ? null : `REINDEX INDEX CONCURRENTLY ${name};`
  const create = `${isPartitioned(index, contract) ? definition : concurrently(definition)};`
  if (fact === undefined) return create
  return `DROP INDEX ${isPartitioned(index, contract) ? '' : 'CONCURRENTLY '}${name};\n${create}`
}

function concurrently(definition: string): string {
  return replaceStart(
    replaceStart(definition, 'CREATE INDEX', 'CREATE INDEX CONCURRENTLY'),
    'CREATE UNIQUE INDEX',
    'CREATE UNIQUE INDEX CONCURRENTLY',
  )
}

/** PostgreSQL builds the indexes of a partitioned table only in place. */
function isPartitioned({ parent }: ObjectOf<'index'>, { objects }: CatalogContract): boolean {
  return objects.some(
    (object) => object.kind === 'table' && object.name === parent && object.facts.partitionBy !== undefined,
  )
}
