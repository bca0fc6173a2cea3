import type { Pool } from 'pg'

const CONNECT_TIMEOUT_MS = 10_000

/** Opens a pool, of as many connections as the runner needs unless said otherwise; whoever opens it ends it. */
export async function openPool(url: string, { max = 3 }: { max?: number } = {}): Promise<Pool> {
  const { default: pg } = await import('pg')
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: 'schemata',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on('error', () => {})
  return pool
}
