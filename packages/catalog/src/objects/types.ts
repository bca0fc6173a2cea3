import type { CatalogFacts, CatalogObject } from '@schemata/contract'

import type { TypeRow } from '../catalog-rows.js'
import { factsOf } from '../facts-of.js'
import type { Spelling } from '../spelling.js'

const KINDS = { e: 'enum', d: 'domain', c: 'composite', r: 'range' } as const

/** Enums, domains, composites and ranges; not the row types of tables. */
export function describeTypes(rows: readonly TypeRow[], spelling: Spelling): CatalogObject[] {
  return rows.map((row) => ({
    kind: 'type',
    name: row.name,
    facts: factsOf<CatalogFacts['type']>({
      kind: KINDS[row.kind],
      labels: row.labels,
      base: row.base && spelling.sql(row.base),
      notNull: row.notNull || undefined,
      default: row.default && spelling.sql(row.default),
      collation: row.collation && spelling.sql(row.collation),
      checks: row.checks && domainChecks(row.checks, spelling),
      attributes: row.attributes?.map(({ name, type }) => ({ name, type: spelling.sql(type) })),
      subtype: row.subtype && spelling.sql(row.subtype),
      comment: row.comment,
    }),
  }))
}

function domainChecks(checks: Record<string, string>, spelling: Spelling): Record<string, string> {
  return factsOf<Record<string, string>>(
    Object.fromEntries(Object.entries(checks).map(([name, check]) => [name, spelling.sql(check)])),
  )
}
