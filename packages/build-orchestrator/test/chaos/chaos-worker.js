// One worker process of survive-kills.ts: claims, keeps its leases, ends, until it is killed.
import { setTimeout as sleep } from 'node:timers/promises'

import pg from 'pg'

import { claimBuilds, finishBuilds } from '../../dist/index.js'

const pool = new pg.Pool({
  connectionString: process.env.CHAOS_URL,
  application_name: process.env.CHAOS_NAME,
  max: 2,
})
pool.on('error', () => undefined)
const worker = { workerId: `${process.env.CHAOS_NAME}-${process.pid}`, workerHostname: 'chaos' }

for (;;) {
  try {
    const builds = await claimBuilds(pool, { ...worker, limit: 10, leaseMs: 400 })
    if (builds.length === 0) await sleep(20)
    else await end(builds)
  } catch {
    // The connection was killed, before or after the commit: what was claimed is lost, or was ended.
    await sleep(20)
  }
}

/** Ends the builds, and notes in the same transaction which ends were accepted. */
async function end(builds) {
  await sleep(Math.random() * 30)
  const client = await pool.connect()
  let broken = true
  try {
    await client.query('BEGIN')
    const ends = builds.map(({ buildId, fence }) => ({ buildId, fence, outcome: 'success' }))
    const accepted = await finishBuilds(client, { ends })
    await client.query('INSERT INTO chaos_ends SELECT * FROM unnest($1::uuid[], $2::bigint[])', [
      accepted.map(({ buildId }) => buildId),
      accepted.map(({ fence }) => fence),
    ])
    await client.query('COMMIT')
    broken = false
  } finally {
    client.release(broken)
  }
}
