import type { CatalogContract } from '@schemata/contract'

import type { Difference } from '../difference.js'
import { qualified } from './names.js'
import type { ObjectOf } from './object-of.js'

/** PostgreSQL itself refuses to replace a view whose columns would change. */
export function mendView({ fact }: Difference, view: ObjectOf<'view'>, contract: CatalogContract): string | null {
  const { definition, materialized, options = {} } = view.facts
  const pairs = Object.entries(options).map(([name, value]) => `${name} = ${value}`)
  const storage = pairs.length > 0 ? ` WITH (${pairs.join(', ')})` : ''
  const name = qualified(view.name, contract)
  if (materialized) return fact === undefined ? `CREATE MATERIALIZED VIEW ${name}${storage} AS ${definition};` : null
  if (fact === 'materialized') return null
  return `CREATE ${fact === undefined ? '' : 'OR REPLACE '}VIEW ${name}${storage} AS ${definition};`
}
