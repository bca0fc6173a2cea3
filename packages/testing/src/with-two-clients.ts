import type { Pool, PoolClient } from 'pg'

/**
 * Gives two connections to a function, for tests of what happens between two sessions.
 *
 * Both are rolled back and closed after, however the function ends, so a lock that one
 * of them still holds does not stop the next test.
 *
 * @example
 * await withTwoClients(pool, async (one, two) => {
 *   await one.query('BEGIN')
 *   const mine = await getNextBuildForWorker(one, { workerId: 'worker-1', workerHostname: 'a' })
 *   const other = await getNextBuildForWorker(two, { workerId: 'worker-2', workerHostname: 'b' })
 *   expect(other?.buildId).not.toBe(mine?.buildId)
 * })
 */
export async function withTwoClients<T>(pool: Pool, use: (one: PoolClient, two: PoolClient) => Promise<T>): Promise<T> {
  const one = await pool.connect()
  try {
    const two = await pool.connect()
    try {
      return await use(one, two)
    } finally {
      // Closing a connection rolls back, also when a statement still waits on it.
      two.release(true)
    }
  } finally {
    one.release(true)
  }
}
