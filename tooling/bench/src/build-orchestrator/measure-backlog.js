import { claimBuilds } from '@schemata/build-orchestrator'

import { median } from '../measure/interleave.js'
import { fill, finishMillion } from './fill-queue.js'

const CLAIMS = 40

/**
 * A claim of ten with 1,000 and with a million builds waiting, a million finished ones
 * beside them.
 *
 * @param {import('pg').Pool} pool
 * @param {number} rounds
 */
export async function measureBacklog(pool, rounds) {
  await finishMillion(pool)
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
