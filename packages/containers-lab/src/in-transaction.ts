import type { Queryable } from '@schemata/contract'

/** A connection that was taken out of a pool; pg's `PoolClient` is one. */
export interface TransactionClient extends Queryable {
  release(error?: Error | boolean): void
  on(event: 'error', listener: (error: Error) => void): unknown
  off(event: 'error', listener: (error: Error) => void): unknown
}

/** What is needed of a pool; pg's `Pool` is one. */
export interface TransactionPool extends Queryable {
  connect(): Promise<TransactionClient>
}

/**
 * Gives `work` a connection that nobody else uses meanwhile, and a way to say that it
 * broke. One that did is not returned to the pool.
 */
export async function onConnection<Value>(
  pool: TransactionPool,
  work: (db: Queryable, broke: (error: Error) => void) => Promise<Value>,
): Promise<Value> {
  const client = await pool.connect()
  let broken: Error | undefined
  // Unheard, the error of a client that is out of the pool would end the process.
  const note = (error: Error): void => {
    broken = error
  }
  client.on('error', note)
  try {
    return await work(client, note)
  } finally {
    client.off('error', note)
    client.release(broken)
  }
}

/**
 * Runs `work` in a READ COMMITTED transaction of its own: committed when it resolves,
 * rolled back when it throws.
 */
export function inTransaction<Value>(pool: TransactionPool, work: (db: Queryable) => Promise<Value>): Promise<Value> {
  return onConnection(pool, async (client, broke) => {
    try {
      await client.query('BEGIN ISOLATION LEVEL READ COMMITTED')
      const value = await work(client)
      await client.query('COMMIT')
      return value
    } catch (error) {
      await client.query('ROLLBACK').catch(broke)
      throw error
    }
  })
}
