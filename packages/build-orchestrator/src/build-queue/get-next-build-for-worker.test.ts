import { expect } from 'vitest'

import { aBuild, held } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { enqueueBuild, failBuild, getBuild, getNextBuildForWorker, retryFailedBuild } from '../index.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }

test('hands out the highest priority first, then the oldest', async ({ db }) => {
  const low = await enqueueBuild(db, aBuild({ priority: 2 }))
  const urgent = await enqueueBuild(db, aBuild({ priority: 9 }))
  const later = await enqueueBuild(db, aBuild({ priority: 9 }))
  // Inside one transaction all are queued at the same time.
  await db.query(
    `UPDATE build_orchestrator.build_queue SET queued_at = queued_at + interval '1 second' WHERE id = $1`,
    [later.id],
  )

  const order = [
    await getNextBuildForWorker(db, worker),
    await getNextBuildForWorker(db, worker),
    await getNextBuildForWorker(db, worker),
  ]

  expect(order.map((build) => build?.buildId)).toEqual([urgent.id, later.id, low.id])
  expect(order[0]).toMatchObject({
    buildId: urgent.id,
    manifest: { image: 'web' },
    customerId: 'system',
    priority: 9,
    retryCount: 0,
  })
})

test('gives nothing when no build waits', async ({ db }) => {
  expect(await getNextBuildForWorker(db, worker)).toBeUndefined()
})

test('records the worker and sets the deadline from the clock', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild({ maxDurationSeconds: 90 }))
  await db.query('SELECT pg_sleep(0.05)')

  await getNextBuildForWorker(db, worker)

  const build = await getBuild(db, { id })
  expect(build).toMatchObject({ status: 'building', workerId: 'worker-1', workerHostname: 'build-3' })
  const started = build.startedAt?.getTime() ?? 0
  // queuedAt is the start of the transaction, which is older than the claim.
  expect(started - build.queuedAt.getTime()).toBeGreaterThanOrEqual(50)
  expect(Math.round(((build.timeoutAt?.getTime() ?? 0) - started) / 1000)).toBe(90)
})

test('keeps to the architecture that was asked for', async ({ db }) => {
  const arm = await enqueueBuild(db, aBuild({ architecture: 'arm64', priority: 1 }))
  await enqueueBuild(db, aBuild({ architecture: 'amd64', priority: 10 }))

  const build = await getNextBuildForWorker(db, { ...worker, architecture: 'arm64' })

  expect(build?.buildId).toBe(arm.id)
  expect(await getNextBuildForWorker(db, { ...worker, architecture: 'arm64' })).toBeUndefined()
})

test('runs a build without retries exactly once', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild({ maxRetries: 0 }))

  expect((await getNextBuildForWorker(db, worker))?.buildId).toBe(id)
  await failBuild(db, { ...(await held(db, id)), errorMessage: 'no' })

  expect(await retryFailedBuild(db, { buildId: id })).toBe(false)
  expect(await getNextBuildForWorker(db, worker)).toBeUndefined()
})

test('runs a build once more for each retry, the last one included', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild({ maxRetries: 2 }))
  const runs: (number | undefined)[] = []

  do {
    runs.push((await getNextBuildForWorker(db, worker))?.retryCount)
    await failBuild(db, { ...(await held(db, id)), errorMessage: 'no' })
  } while (await retryFailedBuild(db, { buildId: id }))

  expect(runs).toEqual([0, 1, 2])
})

test('passes over a build that another worker is taking', async ({ pool }) => {
  const first = await enqueueBuild(pool, aBuild({ priority: 10 }))
  const second = await enqueueBuild(pool, aBuild({ priority: 9 }))
  const other = await pool.connect()
  try {
    await other.query('BEGIN')
    expect((await getNextBuildForWorker(other, worker))?.buildId).toBe(first.id)

    expect((await getNextBuildForWorker(pool, worker))?.buildId).toBe(second.id)

    await other.query('ROLLBACK')
  } finally {
    other.release()
  }
  expect((await getNextBuildForWorker(pool, worker))?.buildId).toBe(first.id)
})

test('gives 200 builds to 16 workers, each build once', async ({ pool }) => {
  const builds = await Promise.all(
    Array.from({ length: 200 }, (_, index) => enqueueBuild(pool, aBuild({ priority: (index % 10) + 1 }))),
  )
  const claims: string[] = []

  await Promise.all(
    Array.from({ length: 16 }, async (_, index) => {
      for (;;) {
        const build = await getNextBuildForWorker(pool, { ...worker, workerId: `worker-${index}` })
        if (build === undefined) return
        claims.push(build.buildId)
      }
    }),
  )

  expect(claims).toHaveLength(200)
  expect(new Set(claims)).toEqual(new Set(builds.map(({ id }) => id)))
})

test('refuses a worker without a name', async ({ db }) => {
  const refused = getNextBuildForWorker(db, { workerId: '', workerHostname: 'build-3' })

  await expect(refused).rejects.toMatchObject({ code: 'BUILD_INVALID_INPUT', parameters: ['workerId'] })
})
