import type { Pool } from 'pg'

import type { TransactionPool } from '../src/index.js'

/** Counts every statement that goes through the pool or a client of it. */
export function countingPool(pool: Pool, counted: { queries: number }): TransactionPool {
  return {
    query: (text, values) => {
      counted.queries += 1
      return pool.query(text, values as unknown[])
    },
    async connect() {
      const client = await pool.connect()
      return {
        query: (text, values) => {
          counted.queries += 1
          return client.query(text, values as unknown[])
        },
        release: (error) => client.release(error),
        on: (event, listener) => client.on(event, listener),
        off: (event, listener) => client.off(event, listener),
      }
    },
  }
}
