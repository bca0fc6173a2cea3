import type { Sessions } from './sessions.js'

/** What the runner uses of a PGlite instance. */
export interface PGliteLike {
  // biome-ignore lint/suspicious/noExplicitAny: PGlite declares parameters and rows this way.
  query(text: string, values?: any[]): Promise<{ rows: any[] }>
  exec(sql: string): Promise<{ rows: Record<string, unknown>[] }[]>
}

/**
 * Lets the runner work on PGlite, whose one session holds the lock and does the work.
 *
 * @example
 * const runner = createRunner({ stack, sessions: fromPGlite(new PGlite()) })
 */
export function fromPGlite(db: PGliteLike): Sessions {
  return {
    single: true,
    open: async () => ({
      query: (text, values) => db.query(text, values),
      run: async (sql) => (await db.exec(sql)).map((result) => result.rows),
      onLost() {},
      release() {},
    }),
  }
}
