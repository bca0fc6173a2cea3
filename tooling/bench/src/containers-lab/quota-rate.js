import { median } from '../measure/interleave.js'

/**
 * Calls per second over all connections of a pool, each calling as fast as it is answered.
 *
 * @param {import('pg').Pool} pool
 * @param {{ name: string, text: string, values: unknown[] }} call
 * @param {{ seconds: number, rounds: number, connections: number }} options
 */
export async function callRate(pool, call, { seconds, rounds, connections }) {
  const rates = []
  for (let round = 0; round <= rounds; round += 1) {
    const started = performance.now()
    const until = started + seconds * 1000
    const counts = await Promise.all(
      Array.from({ length: connections }, async () => {
        let count = 0
        for (; performance.now() < until; count += 1) await pool.query(call)
        return count
      }),
    )
    const rate = (counts.reduce((sum, count) => sum + count) * 1000) / (performance.now() - started)
    if (round > 0) rates.push(rate)
  }
  return median(rates)
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
      pool.query('SELECT containers_lab.check_and_reserve_quota($1, NULL, 1, 1, 1) AS granted', [person]),
    ),
  )
  const { rows } = await pool.query('SELECT count(*)::integer AS wrong FROM containers_lab.reconcile_quota()')
  return answers.filter(({ rows }) => rows[0].granted).length - limit + rows[0].wrong
}
