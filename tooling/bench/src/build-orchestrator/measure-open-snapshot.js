import { claimBuilds, finishBuilds } from '@schemata/build-orchestrator'

import { median } from '../measure/interleave.js'

const WAITING = 5000
const PER_QUARTER = Number(process.env.SCHEMATA_BENCH_BUILDS ?? 8000)
const BATCH = 10

/**
 * Claims of ten, each ended and ten more queued, in ten priorities: at first freely, then
 * with a snapshot open that lets nothing be cleaned away. What counts is the last quarter
 * of the second part, when the most has piled up.
 *
 * @param {import('pg').Pool} pool
 */
export async function measureOpenSnapshot(pool) {
  await queue(pool, WAITING)
  await pool.query('VACUUM ANALYZE build_orchestrator.build_queue')
  await cycle(pool, PER_QUARTER / 4)
  const free = await cycle(pool, PER_QUARTER / 2)

  const reader = await pool.connect()
  await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
  await reader.query('SELECT FROM build_orchestrator.build_queue LIMIT 1')
  const quarters = []
  for (let quarter = 0; quarter < 4; quarter += 1) quarters.push(await cycle(pool, PER_QUARTER))
  await reader.query('ROLLBACK')
  reader.release()

  return {
    title: `Claim, end and queue ten, after ${4 * PER_QUARTER} builds under an open snapshot (a cycle)`,
    times: new Map([
      ['schemata', quarters[3]],
      ['no snapshot', free],
      ['the first quarter', quarters[0]],
    ]),
    targets: { 'no snapshot': 1.43 },
  }
}

/** @param {import('pg').Pool} pool @param {number} count */
async function queue(pool, count) {
  await pool.query(
    `INSERT INTO build_orchestrator.build_queue (customer_id, manifest_path, manifest_hash, manifest_json, priority)
     SELECT 'system', 'm', '0123456789abcdef', '{}', 1 + n % 10 FROM generate_series(1, $1) AS n`,
    [count],
  )
}

/** @param {import('pg').Pool} pool @param {number} builds */
async function cycle(pool, builds) {
  const times = []
  for (let done = 0; done < builds; done += BATCH) {
    const started = performance.now()
    const claimed = await claimBuilds(pool, { workerId: 'w', workerHostname: 'h', limit: BATCH })
    const ends = claimed.map(({ buildId, fence }) => ({ buildId, fence, outcome: 'success' }))
    await finishBuilds(pool, { ends })
    await queue(pool, BATCH)
    times.push(performance.now() - started)
  }
  return median(times)
}
