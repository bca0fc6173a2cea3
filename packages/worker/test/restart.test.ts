import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Server, startServer } from '@schemata/embedded'
import { Pool } from 'pg'
import { expect, onTestFinished, test } from 'vitest'

import type { WorkerEvent } from '../src/index.js'
import { aWorker, statuses } from './a-worker.js'
import { runEndings } from './at-end.js'
import { referenceSql } from './database.js'
import { enqueue, tasks } from './reference-queue.mjs'
import { sleep, until } from './until.js'

/** A server of its own, since it is stopped; `again` starts it on the same data and port. */
async function ownServer(): Promise<{ pool: Pool; stop: () => Promise<void>; again: () => Promise<void> }> {
  const parent = await mkdtemp(join(tmpdir(), 'worker-restart-'))
  // The account that runs the server must reach it.
  await chmod(parent, 0o755)
  const dataDir = join(parent, 'data')
  let server: Server = await startServer({ dataDir })
  const { url, port } = server
  const pool = new Pool({ connectionString: url, max: 12 })
  pool.on('error', () => {})
  await pool.query(await referenceSql())
  onTestFinished(async () => {
    await runEndings()
    await pool.end()
    await server.stop()
    await rm(parent, { recursive: true, force: true })
  })
  return {
    pool,
    stop: () => server.stop(),
    again: async () => {
      server = await startServer({ dataDir, port })
    },
  }
}

test('rides out a restart of the server: few tries, no attempt lost, at work again in a second', async () => {
  const { pool, stop, again } = await ownServer()
  const events: WorkerEvent[] = []
  await enqueue(pool, 4000)
  const worker = aWorker({
    ...{ pool, queue: tasks, concurrency: 4, batch: 20, maxPauseMs: 200 },
    onEvent: (event) => events.push(event),
    handle: () => sleep(2),
  })
  await until(async () => ((await statuses(pool)).done ?? 0) > 200)

  await stop()
  await sleep(500)
  const triesBefore = worker.metrics().databaseErrors
  await sleep(4000)
  const tries = worker.metrics().databaseErrors - triesBefore
  const doneBefore = worker.metrics().completed
  await again()
  const upAt = Date.now()
  await until(() => worker.metrics().completed > doneBefore)
  const backAfterMs = Date.now() - upAt
  await until(async () => (await statuses(pool)).done === 4000, 40_000)

  expect(tries).toBeLessThan(4 * 4)
  expect(tries).toBeGreaterThan(0)
  expect(backAfterMs).toBeLessThan(1500)
  expect(events.some(({ type }) => type === 'databaseAway')).toBe(true)
  expect(events.some(({ type }) => type === 'databaseBack')).toBe(true)
  const { rows } = await pool.query(
    'SELECT count(*)::integer AS failed FROM reference.tasks WHERE last_error IS NOT NULL',
  )
  expect(rows[0].failed).toBe(0)
})

test('starts while the server is still away', async () => {
  const { pool, stop, again } = await ownServer()
  await enqueue(pool, 10)
  await stop()
  const worker = aWorker({ pool, queue: tasks, transactional: true, handle: () => {} })
  await until(() => worker.metrics().databaseErrors > 2)

  await again()

  await until(() => worker.metrics().completed === 10, 5000)
})
