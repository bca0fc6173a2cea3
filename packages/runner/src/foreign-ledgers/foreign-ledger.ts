/**
 * Whose way of keeping history a table follows. `schema_migrations` is the common form
 * with a version a row (Rails, dbmate, Ecto, golang-migrate and many scripts);
 * `documented` is a table that a package's own document promises.
 */
export type LedgerTool = 'node-pg-migrate' | 'supabase' | 'flyway' | 'schema_migrations' | 'documented'

/** One row of another tool's history. */
export interface ForeignEntry {
  /** As the tool keeps it; null where it keeps none. */
  readonly version: string | null
  readonly name: string | null
  readonly failed: boolean
  /** True when the row stands for everything up to its version: a baseline, or a table that holds the last version only. */
  readonly reaches: boolean
  /** SHA-256 of the recorded SQL without blanks and semicolons, lower-case hex; null where the tool records none. */
  readonly sqlDigest: string | null
}

/** A table in which another tool keeps what it applied. */
export interface ForeignLedger {
  readonly tool: LedgerTool
  readonly schema: string
  readonly table: string
  /** False when the connected role may not read it; it then says nothing. */
  readonly readable: boolean
  /** In the order of the tool. */
  readonly entries: readonly ForeignEntry[]
}

/** A table that may be a ledger, by its name or its columns. */
export interface LedgerTable {
  readonly schema: string
  readonly table: string
  readonly columns: readonly string[]
  readonly readable: boolean
}
