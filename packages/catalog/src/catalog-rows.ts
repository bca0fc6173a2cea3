/** What {@link CATALOG_QUERY} gives, as PostgreSQL spells it; a list without members is null. */
export interface CatalogRows {
  /** The name of every table, partition, view and sequence, described or not, and of every index of a described table. */
  relations: string[] | null
  tables: TableRow[] | null
  columns: ColumnRow[] | null
  constraints: ConstraintRow[] | null
  indexes: IndexRow[] | null
  sequences: SequenceRow[] | null
  functions: FunctionRow[] | null
  triggers: TriggerRow[] | null
  rules: RuleRow[] | null
  policies: PolicyRow[] | null
  types: TypeRow[] | null
  grants: GrantRow[] | null
}

/** A table, partitioned table, foreign table, view or materialized view. */
export interface TableRow {
  name: string
  kind: 'r' | 'p' | 'f' | 'v' | 'm'
  persistence: 'p' | 'u' | 't'
  partitionBy: string | null
  parents: string[] | null
  bound: string | null
  rowSecurity: boolean
  forced: boolean
  replicaIdentity: 'd' | 'n' | 'f' | 'i'
  options: string[] | null
  definition: string | null
  server: { name: string } | null
  comment: string | null
}

export interface ColumnRow {
  parent: string
  name: string
  type: string
  notNull: boolean
  default: string | null
  identity: '' | 'a' | 'd'
  generated: '' | 's' | 'v'
  collation: string | null
  comment: string | null
}

export interface ConstraintRow {
  parent: string
  name: string
  type: 'p' | 'u' | 'c' | 'f' | 'x'
  columns: string[] | null
  target: string | null
  targetColumns: string[] | null
  /** `a` no action, `r` restrict, `c` cascade, `n` set null, `d` set default; a blank where it is no foreign key. */
  onUpdate: string
  onDelete: string
  deferrable: boolean
  deferred: boolean
  validated: boolean
  definition: string
  comment: string | null
}

export interface IndexRow {
  parent: string
  name: string
  unique: boolean
  valid: boolean
  definition: string
  comment: string | null
}

export interface SequenceRow {
  name: string
  owner: { parent: string; column: string } | null
  type: string
  start: string
  increment: string
  minimum: string
  maximum: string
  cache: string
  cycle: boolean
  comment: string | null
}

export interface FunctionRow {
  name: string
  types: string[]
  kind: 'f' | 'p' | 'a' | 'w'
  arguments: { name: string | null; mode: 'i' | 'o' | 'b' | 'v' | 't'; type: string; default: string | null }[] | null
  result: string | null
  language: string
  volatility: 'i' | 's' | 'v'
  strict: boolean
  securityDefiner: boolean
  leakproof: boolean
  parallel: 's' | 'r' | 'u'
  settings: string[] | null
  library: string | null
  body: string
  parsedBody: string | null
  aggregate: Record<string, string | null> | null
  comment: string | null
}

export interface TriggerRow {
  parent: string
  name: string
  /** Bits: 1 row, 2 before, 4 insert, 8 delete, 16 update, 32 truncate, 64 instead of. */
  type: number
  function: string
  enabled: Enabled
  definition: string
  comment: string | null
}

export interface RuleRow {
  parent: string
  name: string
  enabled: Enabled
  definition: string
  comment: string | null
}

/** `O` in ordinary sessions, `D` never, `R` on replicas, `A` always. */
export type Enabled = 'O' | 'D' | 'R' | 'A'

export interface PolicyRow {
  parent: string
  name: string
  command: '*' | 'r' | 'a' | 'w' | 'd'
  permissive: boolean
  roles: string[]
  using: string | null
  check: string | null
  comment: string | null
}

export interface TypeRow {
  name: string
  kind: 'e' | 'd' | 'c' | 'r'
  labels: string[] | null
  base: string | null
  notNull: boolean
  default: string | null
  collation: string | null
  checks: Record<string, string> | null
  attributes: { name: string; type: string }[] | null
  subtype: string | null
  comment: string | null
}

export interface GrantRow {
  kind: 'schema' | 'table' | 'view' | 'sequence' | 'column' | 'function' | 'type'
  /** Of a column. */
  parent: string | null
  name: string | null
  /** Of a function: its argument types. */
  types: string[] | null
  privileges: { grantee: string; privilege: string; grantable: boolean }[] | null
}
