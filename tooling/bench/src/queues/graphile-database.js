import pg from 'pg'

import { importPeer } from './import-peer.js'

/** Its schema, so many jobs queued, the table analysed. */
export async function graphileDatabase(home, url, jobs) {
  const { runMigrations } = await importPeer(home, 'graphile-worker')
  await runMigrations({ connectionString: url })
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  // Its database may be dropped before the last connection has said goodbye.
  pool.on('error', () => undefined)
  await pool.query(
    `SELECT graphile_worker.add_jobs(array(
       SELECT json_populate_record(NULL::graphile_worker.job_spec,
         json_build_object('identifier', 'build', 'payload', json_build_object('n', n)))
       FROM generate_series(1, $1) AS n
     ))`,
    [jobs],
  )
  await pool.query('VACUUM ANALYZE graphile_worker._private_jobs')
  await pool.query('CHECKPOINT')
  return { pool, url, end: () => pool.end() }
}
