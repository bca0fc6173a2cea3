import { defineStack } from '@schemata/contract'
import { gpuDev } from '@schemata/gpu-dev/schema'
import { pgmq } from '@schemata/pgmq/schema'
import { createRunner, fromPool } from '@schemata/runner'
import pg from 'pg'

import { scratchDatabase } from '../measure/scratch-database.js'

/**
 * A database with gpu-dev applied, on `connections` connections.
 *
 * @param {string} serverUrl
 * @param {{ connections: number }} options
 */
export async function prepare(serverUrl, { connections }) {
  const database = await scratchDatabase(serverUrl)
  const pool = new pg.Pool({ connectionString: database.url, max: connections })
  const runner = createRunner({ stack: defineStack({ packages: [pgmq, gpuDev] }), sessions: fromPool(pool) })
  const { outcome, errors } = await runner.apply()
  if (outcome === 'failed') throw new Error(errors.map(({ message }) => message).join('\n'))
  return {
    pool,
    close: async () => {
      await pool.end()
      await database.drop()
    },
  }
}
