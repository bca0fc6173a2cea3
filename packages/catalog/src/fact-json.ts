import type { CatalogFact } from '@schemata/contract'

/** A fact as plain JSON; null where there is none. */
export function factJson(fact: unknown): CatalogFact {
  return fact === undefined ? null : JSON.parse(JSON.stringify(fact))
}
