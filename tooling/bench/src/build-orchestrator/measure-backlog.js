import { claimBuilds } from '@schemata/build-orchestrator'

import { median } from '../measure/interleave.js'

const CLAIMS = 40

/**
 * A claim of ten with 1,000 and with a million builds waiting, a million finished ones
 * beside them.
 *
 * @param {import('pg').Pool} pool
 * @param {number} rounds
 */
export async function measureBacklog(pool, rounds) {
  await pool.query(
    `INSERT INTO build_orchestrator.build_queue
       (customer_id, manifest_path, manifest_hash, manifest_json, status, started_at, completed_at)
     SELECT 'system', 'm', '0123456789abcdef', '{}', 'success', now(), now() FROM generate_series(1, 1000000)`,
  )
  await fill(pool, 1000)
  const short = await claimTen(pool, rounds)
  await fill(pool, 1_000_000)
  const long = await claimTen(pool, rounds)
  const sweep = await timeSweep(pool)
  return {
    title: 'Claim of ten, a million builds waiting, a million finished (a sweep: at most 5 ms)',
    times: new Map([
      ['schemata', long],
      ['1,000 waiting', short],
      ['a sweep that finds nothing', sweep],
    ]),
    targets: { '1,000 waiting': 1.5 },
  }
}

/** @param {import('pg').Pool} pool @param {number} count */
async function fill(pool, count) {
  // Turns as the trigger would give them to one customer; a million calls of it are another question.
  await pool.query('ALTER TABLE build_orchestrator.build_queue DISABLE TRIGGER trg_build_queue_20_prepare')
  await pool.query(
    `INSERT INTO build_orchestrator.build_queue
       (customer_id, manifest_path, manifest_hash, manifest_json, priority, turn)
     SELECT 'system', 'm', '0123456789abcdef', '{}', 1 + n % 10, 60 * n FROM generate_series(1, $1) AS n`,
    [count],
  )
  await pool.query('ALTER TABLE build_orchestrator.build_queue ENABLE TRIGGER trg_build_queue_20_prepare')
  await pool.query('VACUUM ANALYZE build_orchestrator.build_queue')
}

/** @param {import('pg').Pool} pool @param {number} rounds */
async function claimTen(pool, rounds) {
  const times = []
  for (let claim = 0; claim < CLAIMS + rounds; claim += 1) {
    const started = performance.now()
    await claimBuilds(pool, { workerId: 'w', workerHostname: 'h', limit: 10 })
    times.push(performance.now() - started)
  }
  return median(times)
}

/** @param {import('pg').Pool} pool */
async function timeSweep(pool) {
  const times = []
  for (let sweep = 0; sweep < 20; sweep += 1) {
    const started = performance.now()
    await pool.query('SELECT * FROM build_orchestrator.sweep_builds(500)')
    times.push(performance.now() - started)
  }
  return median(times)
}
