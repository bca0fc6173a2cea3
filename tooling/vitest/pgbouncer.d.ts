/** A PgBouncer in transaction mode before one database. */
export interface Pooler {
  readonly url: string
  stop(): Promise<void>
}

/** Where Debian's PgBouncer is, or undefined. */
export declare function findPgBouncer(): string | undefined

/** Starts a pooler that gives a server connection back after each transaction. */
export declare function startPooler(binary: string, databaseUrl: string): Promise<Pooler>
