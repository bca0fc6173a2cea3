import { auditJobs } from '@schemata/audit-jobs/schema'
import { defineStack } from '@schemata/contract'
import { createRunner, fromPool } from '@schemata/runner'
import pg from 'pg'

import { scratchDatabase } from '../measure/scratch-database.js'

/**
 * A database with the schema applied, a pool on it, and a way to drop both.
 *
 * @param {string} serverUrl
 */
export async function appliedDatabase(serverUrl) {
  const database = await scratchDatabase(serverUrl)
  const pool = new pg.Pool({ connectionString: database.url, max: 2 })
  pool.on('error', () => {})
  await createRunner({ stack: defineStack({ packages: [auditJobs] }), sessions: fromPool(pool) }).apply()
  return {
    pool,
    async drop() {
      await pool.end()
      await database.drop()
    },
  }
}
