/** What kind of thing a contract entry describes. */
export type CatalogObjectKind =
  | 'table'
  | 'column'
  | 'constraint'
  | 'index'
  | 'view'
  | 'sequence'
  | 'function'
  | 'trigger'
  | 'policy'
  | 'type'
  | 'grant'

/** A fact's value: JSON, compared by meaning. */
export type CatalogFact =
  | string
  | number
  | boolean
  | null
  | readonly CatalogFact[]
  | { readonly [key: string]: CatalogFact }

/**
 * One object of a schema, described by facts that are equal on every supported
 * PostgreSQL version.
 */
export interface CatalogObject {
  readonly kind: CatalogObjectKind
  /**
   * Unique within its kind, without the schema: `customers`, `customers.tier`,
   * `get_next_build_for_worker(varchar, varchar, varchar)`.
   */
  readonly name: string
  readonly facts: { readonly [key: string]: CatalogFact }
  /** Set on objects that exist only under a condition, for example where an extension is. */
  readonly when?: string
}

/**
 * The catalog contract: every object of a package's schema after its last step,
 * sorted by kind and name. Committed as `catalog.json`; generated types, drift
 * checks, adoption and the release check all read it.
 */
export interface CatalogContract {
  readonly format: 1
  /** The name that the facts use for the package's own schema. */
  readonly schema: string
  readonly objects: readonly CatalogObject[]
}
