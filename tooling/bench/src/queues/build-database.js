import { buildOrchestrator } from '@schemata/build-orchestrator'
import { defineStack } from '@schemata/contract'
import { createRunner, fromPool } from '@schemata/runner'
import pg from 'pg'

/**
 * Our schema, so many builds queued, the table analysed.
 *
 * @param {string} url
 * @param {number} jobs
 */
export async function buildDatabase(url, jobs) {
  const pool = new pg.Pool({ connectionString: url, max: 8 })
  // Its database may be dropped before the last connection has said goodbye.
  pool.on('error', () => undefined)
  await createRunner({ stack: defineStack({ packages: [buildOrchestrator] }), sessions: fromPool(pool) }).apply()
  await pool.query(
    `INSERT INTO build_orchestrator.build_queue (customer_id, manifest_path, manifest_hash, manifest_json)
     SELECT 'system', 'm', '0123456789abcdef', jsonb_build_object('n', n) FROM generate_series(1, $1) AS n`,
    [jobs],
  )
  await pool.query('VACUUM ANALYZE build_orchestrator.build_queue')
  await pool.query('CHECKPOINT')
  return { pool, url, end: () => pool.end() }
}
