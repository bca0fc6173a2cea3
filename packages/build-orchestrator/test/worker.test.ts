import { setTimeout as sleep } from 'node:timers/promises'

import { createWake, createWorker, PermanentError, type Queue } from '@schemata/worker'
import pg from 'pg'
import { expect } from 'vitest'

import {
  type AssignedBuild,
  type BuildReport,
  buildQueue,
  cancelBuild,
  createBuildQueue,
  enqueueBuild,
  findBuildResult,
  getBuild,
  listDeadBuilds,
  wakeWorkers,
} from '../src/index.js'
import { aBuild } from './builders.js'
import { test } from './test.js'

/** Fails to compile when the adapter does not fit. */
const queue: Queue<AssignedBuild, BuildReport> = buildQueue

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await condition()) return
    await sleep(25)
  }
  throw new Error('It did not come to pass.')
}

test('a worker builds what is queued, records what its handler returns, and stops', async ({ pool }) => {
  const builds = await Promise.all(Array.from({ length: 20 }, () => enqueueBuild(pool, aBuild({ maxRetries: 0 }))))
  const poison = await enqueueBuild(pool, aBuild({ manifest: { poison: true }, priority: 10 }))

  const worker = createWorker({
    pool,
    queue,
    pollMs: 50,
    handle: async (build) => {
      if (JSON.stringify(build.manifest).includes('poison')) throw new PermanentError({ reason: 'It is poison.' })
      return { exitCode: 0, imageTags: [`web:${build.buildId}`] }
    },
  }).start()
  await until(async () => {
    const states = await Promise.all([...builds, poison].map(({ id }) => getBuild(pool, { id })))
    return states.every(({ status }) => status === 'success' || status === 'failed')
  })
  await worker.drain()

  for (const { id } of builds) {
    expect(await findBuildResult(pool, { buildId: id })).toMatchObject({ success: true, imageTags: [`web:${id}`] })
  }
  expect(await listDeadBuilds(pool)).toMatchObject([{ id: poison.id, status: 'failed' }])
})

test('a handler is stopped when its build is cancelled', async ({ pool }) => {
  const { id } = await enqueueBuild(pool, aBuild({ architecture: 'arm64' }))
  const worker = createWorker({
    pool,
    queue: createBuildQueue({ architecture: 'arm64' }),
    pollMs: 50,
    leaseMs: 600,
    handle: async (_build, { signal }) => {
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      return {}
    },
  }).start()
  await until(async () => (await getBuild(pool, { id })).status === 'building')
  expect(await cancelBuild(pool, { buildId: id })).toBe('requested')

  await until(async () => (await getBuild(pool, { id })).status === 'cancelled')
  await worker.drain()
})

test('an idle worker is woken, long before it would look', async ({ pool, url }) => {
  const wake = createWake({ connect: () => new pg.Client({ connectionString: url }) })
  await wake.start()
  const handled = new Set<string>()
  const worker = createWorker({
    pool,
    queue,
    wake,
    pollMs: 60_000,
    handle: ({ buildId }) => {
      handled.add(buildId)
      return {}
    },
  }).start()
  // Long enough for the quick looks after the start to be over.
  await sleep(1500)

  const { id } = await enqueueBuild(pool, aBuild())
  expect(await wakeWorkers(pool)).toBe(true)
  await until(async () => handled.has(id))

  await worker.drain()
  await wake.stop()
})
