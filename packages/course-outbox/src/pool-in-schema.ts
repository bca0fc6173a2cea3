import { inSchema } from '@schemata/contract'

import type { TransactionClient, TransactionPool } from './in-transaction.js'

/** The manifest's own name; the manifest itself would bring every migration along. */
const PACKAGE = { schema: 'course_outbox' }

/**
 * Addresses a relocated install of this package by a whole pool, as relays and consumers
 * take one; for single accessors `inSchema` does.
 *
 * @throws InvalidStackError when the name could not stand unquoted.
 * @example
 * const relay = new OutboxRelay({ pool: poolInSchema(pool, 'public'), publisher, queue: 'course-generation' })
 */
export function poolInSchema(pool: TransactionPool, schema: string): TransactionPool {
  const all = inSchema(pool, PACKAGE, schema)
  return {
    query: (text, values) => all.query(text, values),
    async connect(): Promise<TransactionClient> {
      const client = await pool.connect()
      const addressed = inSchema(client, PACKAGE, schema)
      return {
        query: (text, values) => addressed.query(text, values),
        release: (error) => client.release(error),
        on: (event, listener) => client.on(event, listener),
        off: (event, listener) => client.off(event, listener),
      }
    },
  }
}
