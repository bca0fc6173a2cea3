import { buildOrchestrator } from '@schemata/build-orchestrator'
import { defineStack } from '@schemata/contract'
import { createRunner, fromPool } from '@schemata/runner'
import pg from 'pg'

import { scratchDatabase } from '../measure/scratch-database.js'
import { measureBacklog } from './measure-backlog.js'
import { measureCacheHit } from './measure-cache-hit.js'
import { measureOpenSnapshot } from './measure-open-snapshot.js'
import { measureProcessing } from './measure-processing.js'
import { measureRowSecurity } from './measure-row-security.js'

/**
 * Five questions: what processing costs beyond hand-written SQL on the same table, what a
 * long backlog and an open snapshot cost a claim, what a cache hit costs beyond a bare
 * insert, and row security beyond a filter.
 *
 * @param {string} serverUrl
 * @param {{ rounds: number }} options
 */
export async function compareBuildOrchestrator(serverUrl, { rounds }) {
  const results = []
  for (const measure of [measureProcessing, measureBacklog, measureOpenSnapshot, measureCacheHit, measureRowSecurity]) {
    const database = await scratchDatabase(serverUrl)
    const pool = new pg.Pool({ connectionString: database.url, max: 8 })
    try {
      await createRunner({
        stack: defineStack({ packages: [buildOrchestrator] }),
        sessions: fromPool(pool),
      }).apply()
      results.push(await measure(pool, rounds))
    } finally {
      await pool.end()
      await database.drop()
    }
  }
  return results
}
