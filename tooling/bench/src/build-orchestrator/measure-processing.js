import { claimBuilds, finishBuilds } from '@schemata/build-orchestrator'

import { interleave } from '../measure/interleave.js'

const BUILDS = 4000
const BATCH = 50
const WORKERS = 2

/**
 * Claim and end of builds in batches, results written, two workers: by the accessors, and
 * by SQL that a careful hand would write for the same table.
 *
 * @param {import('pg').Pool} pool
 * @param {number} rounds
 */
export async function measureProcessing(pool, rounds) {
  const times = await interleave(
    [
      { name: 'schemata', prepare: () => refill(pool), run: () => crew(() => workByAccessors(pool)) },
      { name: 'hand-written SQL', prepare: () => refill(pool), run: () => crew(() => workByHand(pool)) },
    ],
    rounds,
  )
  // 0.6 of the rate is 1 / 0.6 of the time.
  return {
    title: `${BUILDS} builds, batches of ${BATCH}, ${WORKERS} workers`,
    times,
    targets: { 'hand-written SQL': 1.67 },
  }
}

/** @param {import('pg').Pool} pool */
async function refill(pool) {
  await pool.query('TRUNCATE build_orchestrator.build_queue CASCADE')
  await pool.query(
    `INSERT INTO build_orchestrator.build_queue (customer_id, manifest_path, manifest_hash, manifest_json)
     SELECT 'system', 'm', '0123456789abcdef', '{"image": "web"}' FROM generate_series(1, $1)`,
    [BUILDS],
  )
  await pool.query('VACUUM ANALYZE build_orchestrator.build_queue')
}

function crew(work) {
  return Promise.all(Array.from({ length: WORKERS }, work))
}

async function workByAccessors(pool) {
  for (;;) {
    const builds = await claimBuilds(pool, { workerId: 'w', workerHostname: 'h', limit: BATCH })
    if (builds.length === 0) return
    const ends = builds.map(({ buildId, fence }) => ({ buildId, fence, outcome: 'success', exitCode: 0 }))
    await finishBuilds(pool, { ends })
  }
}

async function workByHand(pool) {
  for (;;) {
    const { rows } = await pool.query(CLAIM, ['w', 'h', BATCH])
    if (rows.length === 0) return
    await pool.query(FINISH, [rows.map(({ id }) => id), rows.map(({ fence }) => fence)])
  }
}

const CLAIM = `
  UPDATE build_orchestrator.build_queue
  SET status = 'building', worker_id = $1, worker_hostname = $2, started_at = clock_timestamp(),
    worker_assigned_at = clock_timestamp(), lease_until = clock_timestamp() + interval '60 s',
    timeout_at = clock_timestamp() + make_interval(secs => max_duration_seconds)
  WHERE id = ANY (ARRAY(
    SELECT id FROM build_orchestrator.build_queue
    WHERE status = 'queued' AND not_before IS NULL AND NOT parked
    ORDER BY priority DESC, queued_at
    LIMIT $3
    FOR UPDATE SKIP LOCKED
  ))
  RETURNING id, fence, customer_id, manifest_json, priority, retry_count
`

const FINISH = `
  WITH ended AS (
    UPDATE build_orchestrator.build_queue AS build
    SET status = 'success', completed_at = clock_timestamp(), progress_percent = 100
    FROM unnest($1::uuid[], $2::bigint[]) AS held (id, fence)
    WHERE build.id = held.id AND build.fence = held.fence AND build.status = 'building'
    RETURNING build.id, build.fence, extract(epoch FROM build.completed_at - build.started_at) AS seconds
  )
  INSERT INTO build_orchestrator.build_results (build_queue_id, attempt, success, exit_code, actual_duration_seconds)
  SELECT id, fence, true, 0, seconds FROM ended
  ON CONFLICT (build_queue_id) DO UPDATE SET attempt = excluded.attempt, success = true, exit_code = 0
`
