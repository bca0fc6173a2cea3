/** What kind of thing a contract entry describes. */
export type CatalogObjectKind = keyof CatalogFacts

/** A fact's value: JSON, compared by meaning. */
export type CatalogFact =
  | string
  | number
  | boolean
  | null
  | readonly CatalogFact[]
  | { readonly [key: string]: CatalogFact }

/**
 * What is said about each kind of object. A fact that is the ordinary case (not
 * null, valid, permissive, no comment) is left out, so that the absence of a fact
 * means the same in every contract.
 *
 * Types are spelt as `format_type` does (`character varying(50)`), own ones with
 * the contract's schema name. SQL texts are normalised; they run as they are.
 */
export interface CatalogFacts {
  table: {
    foreign?: true
    unlogged?: true
    /** `RANGE (created_at)` */
    partitionBy?: string
    /** Of a hash or default partition: `FOR VALUES WITH (modulus 2, remainder 0)`, `DEFAULT`. */
    bound?: string
    /** The table this one is a partition of or inherits from. */
    parents?: string[]
    rowSecurity?: 'enabled' | 'forced' | 'forced but not enabled'
    replicaIdentity?: 'nothing' | 'full' | 'index'
    /** Storage parameters, as written: `{ fillfactor: '80' }`. */
    options?: Record<string, string>
    /** Of a foreign table. */
    server?: string
    comment?: string
  }
  /** Of a table, view or materialized view. Partitions share their parent's. */
  column: {
    type: string
    notNull?: true
    default?: string
    identity?: 'always' | 'by default'
    generated?: { kind: 'stored' | 'virtual'; expression: string }
    collation?: string
    /** What differs from the ordinary in the sequence behind an identity or serial column. */
    sequence?: Record<string, string | boolean>
    comment?: string
  }
  constraint: {
    type: 'primary key' | 'unique' | 'check' | 'foreign key' | 'exclude'
    /** In key order; for a check and an exclusion, those it mentions. */
    columns?: string[]
    references?: { table: string; columns: string[] }
    onUpdate?: ReferentialAction
    onDelete?: ReferentialAction
    deferrable?: 'initially immediate' | 'initially deferred'
    validated?: false
    /** What follows `ADD CONSTRAINT name`, without deferral and NOT VALID. */
    definition: string
    comment?: string
  }
  /** Those that no constraint owns. */
  index: { unique?: true; valid?: false; definition: string; comment?: string }
  view: { materialized?: true; options?: Record<string, string>; definition: string; comment?: string }
  /** Those that no column owns. */
  sequence: {
    type: string
    start: string
    increment: string
    minimum: string
    maximum: string
    cache: string
    cycle?: true
    comment?: string
  }
  function: {
    kind?: 'procedure' | 'aggregate' | 'window'
    arguments: FunctionArgument[]
    /** `SETOF sample.orders`, `TABLE(id integer)`; a procedure without output has none. */
    result?: string
    language: string
    /** @default 'volatile' */
    volatility?: 'stable' | 'immutable'
    strict?: true
    securityDefiner?: true
    leakproof?: true
    parallel?: 'safe' | 'restricted'
    /** `{ search_path: 'sample, pg_temp' }` */
    settings?: Record<string, string>
    /** SHA-256 of the body with the contract's schema name in it, lower-case hex. */
    body: string
    aggregate?: Record<string, string>
    comment?: string
  }
  trigger: {
    timing: 'before' | 'after' | 'instead of'
    events: ('insert' | 'update' | 'delete' | 'truncate')[]
    each: 'row' | 'statement'
    function: string
    enabled?: 'disabled' | 'replica' | 'always'
    definition: string
    comment?: string
  }
  rule: { enabled?: 'disabled' | 'replica' | 'always'; definition: string; comment?: string }
  policy: {
    command: 'all' | 'select' | 'insert' | 'update' | 'delete'
    restrictive?: true
    /** Sorted. */
    roles: string[]
    using?: string
    check?: string
    comment?: string
  }
  type: {
    kind: 'enum' | 'domain' | 'composite' | 'range'
    /** Of an enum, in order. */
    labels?: string[]
    /** Of a domain. */
    base?: string
    notNull?: true
    default?: string
    collation?: string
    checks?: Record<string, string>
    /** Of a composite, in order. */
    attributes?: { name: string; type: string }[]
    /** Of a range. */
    subtype?: string
    comment?: string
  }
  /** Grantee → sorted privileges; `*` behind one that may be passed on. What the owner holds is left out. */
  grant: Record<string, string[]>
}

export type ReferentialAction = 'restrict' | 'cascade' | 'set null' | 'set default'

export type FunctionArgument = {
  name?: string
  /** @default 'in' */
  mode?: 'out' | 'inout' | 'variadic' | 'table'
  type: string
  default?: string
}

/**
 * One object of a schema, described by facts that are equal on every supported
 * PostgreSQL version.
 */
export interface CatalogObjectOf<Kind extends CatalogObjectKind> {
  readonly kind: Kind
  /**
   * Unique within its kind, without the schema and without quotes: `customers`,
   * `customers.tier`, `idx_customers_tier`,
   * `get_next_build_for_worker(character varying, text)`; of a grant, what it is on:
   * `table customers`, `column customers.tier`, `function purge(date)`, `schema`.
   */
  readonly name: string
  /**
   * The table or view that a column, constraint, index, trigger, rule or policy is part of.
   * What follows `parent` and a dot in the name of all but an index is the bare name.
   */
  readonly parent?: string
  readonly facts: Readonly<CatalogFacts[Kind]>
  /** Set on objects that exist only under a condition, for example where an extension is. */
  readonly when?: string
}

export type CatalogObject = { [Kind in CatalogObjectKind]: CatalogObjectOf<Kind> }[CatalogObjectKind]

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
