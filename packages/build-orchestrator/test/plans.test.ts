import type { Pool } from 'pg'
import { expect } from 'vitest'

import { claimBuilds, finishBuilds, getNextBuildForWorker, setQueueSettings, sweepBuilds } from '../src/index.js'
import { freshTest } from './test.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }

/** Builds for amd64 and none for the other, as the planner then knows. */
async function queueMany(pool: Pool, count: number): Promise<void> {
  await pool.query('ALTER TABLE build_orchestrator.build_queue DISABLE TRIGGER trg_build_queue_20_prepare')
  await pool.query(
    `INSERT INTO build_orchestrator.build_queue
       (customer_id, manifest_path, manifest_hash, manifest_json, priority, turn, queued_at)
     SELECT 'system', 'm', '0123456789abcdef', '{}', 1 + n % 10, 60 * n, now() - interval '1 day'
     FROM generate_series(1, $1) AS n`,
    [count],
  )
  await pool.query('ALTER TABLE build_orchestrator.build_queue ENABLE TRIGGER trg_build_queue_20_prepare')
  await pool.query('VACUUM ANALYZE build_orchestrator.build_queue')
}

/** Entries of all indexes of the queue, and rows of it, that `work` reads. */
async function read(pool: Pool, work: (client: Pick<Pool, 'query'>) => Promise<unknown>): Promise<number> {
  const client = await pool.connect()
  const count = async (): Promise<number> => {
    const { rows } = await client.query(`
      SELECT (pg_stat_get_xact_tuples_returned('build_orchestrator.build_queue'::regclass)
        + sum(pg_stat_get_xact_tuples_returned(indexrelid)))::integer AS n
      FROM pg_index WHERE indrelid = 'build_orchestrator.build_queue'::regclass`)
    return rows[0].n
  }
  try {
    await client.query('BEGIN')
    const before = await count()
    await work(client)
    const after = await count()
    await client.query('COMMIT')
    return after - before
  } finally {
    client.release()
  }
}

freshTest('nothing walks over the builds that it does not want', async ({ pool }) => {
  await queueMany(pool, 20_000)
  await setQueueSettings(pool, { ageAfterMs: 3_600_000 })

  const other = { ...worker, architecture: 'arm64' as const, limit: 100 }
  expect(await read(pool, (client) => claimBuilds(client, other))).toBeLessThan(50)
  expect(await read(pool, (client) => getNextBuildForWorker(client, other))).toBeLessThan(50)
  expect(await read(pool, (client) => sweepBuilds(client, { limit: 100 }))).toBeLessThan(50)
  expect(await read(pool, (client) => claimBuilds(client, { ...worker, limit: 10 }))).toBeLessThan(200)
})

freshTest('an end finds its run among many by the key', async ({ pool }) => {
  await queueMany(pool, 3000)
  const runs = []
  for (let claim = 0; claim < 3; claim += 1) runs.push(...(await claimBuilds(pool, { ...worker, limit: 1000 })))
  const ends = runs
    .slice(0, 50)
    .map(({ buildId, fence }) => ({ buildId, fence, outcome: 'success' as const, exitCode: 0 }))

  const entries = await read(pool, async (client) => {
    expect(await finishBuilds(client, { ends })).toHaveLength(50)
  })

  expect(entries).toBeLessThan(50 * 20)
})
