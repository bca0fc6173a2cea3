import pg from 'pg'

import { importPeer } from './import-peer.js'

/** Its schema, so many jobs queued, the tables analysed. */
export async function pgBossDatabase(home, url, jobs) {
  const { PgBoss } = await importPeer(home, 'pg-boss')
  const boss = new PgBoss(url)
  boss.on('error', () => undefined)
  await boss.start()
  await boss.createQueue('build')
  for (let sent = 0; sent < jobs; sent += 5000) {
    const many = Array.from({ length: Math.min(5000, jobs - sent) }, (_, n) => ({ data: { n } }))
    await boss.insert('build', many)
  }
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  // Its database may be dropped before the last connection has said goodbye.
  pool.on('error', () => undefined)
  await pool.query('VACUUM ANALYZE')
  await pool.query('CHECKPOINT')
  const end = async () => {
    await boss.stop({ graceful: false })
    await pool.end()
  }
  return { boss, url, end }
}
