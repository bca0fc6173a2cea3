import { checkAndReserveHotQuota } from '@schemata/containers-lab'

import { median } from '../measure/interleave.js'

/**
 * Calls per second of so many callers, each calling as fast as it is answered:
 * the median of each call, which take turns so that a slow moment hits all of them.
 *
 * @param {(() => Promise<unknown>)[]} calls
 * @param {{ seconds: number, rounds: number, connections: number }} options the first round warms up and does not count
 */
export async function callRates(calls, { seconds, rounds, connections }) {
  const rates = calls.map(() => [])
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, call] of calls.entries()) {
      const rate = await callRate(call, { seconds, connections })
      if (round > 0) rates[index].push(rate)
    }
  }
  return rates.map(median)
}

async function callRate(call, { seconds, connections }) {
  const started = performance.now()
  const until = started + seconds * 1000
  const counts = await Promise.all(
    Array.from({ length: connections }, async () => {
      let count = 0
      for (; performance.now() < until; count += 1) await call()
      return count
    }),
  )
  return (counts.reduce((sum, count) => sum + count) * 1000) / (performance.now() - started)
}

/**
 * How often a limit was passed while many called at once: never, or the run is void.
 *
 * @param {import('pg').Pool} pool
 * @param {{ person: number, limit: number, callers: number }} options
 */
export async function oversold(pool, { person, limit, callers }) {
  await pool.query(
    'INSERT INTO containers_lab.quotas (user_id, cores_limit, memory_mb_limit, disk_mb_limit) VALUES ($1, $2, NULL, NULL)',
    [person, limit],
  )
  const answers = await Promise.all(
    Array.from({ length: callers }, () =>
      checkAndReserveHotQuota(pool, { userId: person, cores: 1, memoryMb: 1, diskMb: 1 }),
    ),
  )
  const { rows } = await pool.query('SELECT count(*)::integer AS wrong FROM containers_lab.reconcile_quota()')
  return answers.filter(Boolean).length - limit + rows[0].wrong
}
