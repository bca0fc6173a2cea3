import type { CatalogFact, CatalogObjectKind } from '@schemata/contract'

/** One thing that is not as a contract says. */
export interface Difference {
  readonly kind: CatalogObjectKind
  /** The object's name, as in the contract. */
  readonly object: string
  /** The fact that differs, of a grant the grantee; left out where the whole object is missing or unexpected. */
  readonly fact?: string
  /** The fact, or all facts of the object; null where there is none. */
  readonly expected: CatalogFact
  readonly actual: CatalogFact
}
