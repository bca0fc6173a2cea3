import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { aBuild, held } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { completeBuild, enqueueBuild, getBuild, getNextBuildForWorker, listBuildResults } from '../index.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }
const digest = `sha256:${'a'.repeat(64)}`

test('ends a build and writes its result', async ({ db }) => {
  const { id: buildId } = await enqueueBuild(db, aBuild())
  await getNextBuildForWorker(db, worker)
  await db.query(
    `UPDATE build_orchestrator.build_queue SET started_at = clock_timestamp() - interval '42 s' WHERE id = $1`,
    [buildId],
  )

  const result = await completeBuild(db, {
    ...(await held(db, buildId)),
    exitCode: 0,
    stdoutLog: 'ok',
    peakCpuPercent: 180.5,
    totalLayers: 12,
    cacheLayersUsed: 9,
    finalImageSizeBytes: 9_007_199_254_740_993n,
    imageDigest: digest,
    imageTags: ['web:1', 'web:latest'],
    pushedToRegistry: true,
    pushDurationSeconds: 1.25,
  })

  expect(result).toMatchObject({
    buildId,
    success: true,
    exitCode: 0,
    stdoutLog: 'ok',
    stderrLog: null,
    peakCpuPercent: 180.5,
    totalLayers: 12,
    finalImageSizeBytes: '9007199254740993',
    imageDigest: digest,
    imageTags: ['web:1', 'web:latest'],
    pushedToRegistry: true,
    pushDurationSeconds: 1.25,
  })
  expect(result?.actualDurationSeconds).toBeCloseTo(42, 0)
  expect(await getBuild(db, { id: buildId })).toMatchObject({
    status: 'success',
    progressPercent: 100,
    completedAt: result?.createdAt,
  })
})

test('does nothing to a build that is not being built', async ({ db }) => {
  const { id: buildId } = await enqueueBuild(db, aBuild())

  expect(await completeBuild(db, await held(db, buildId))).toBeUndefined()
  expect(await completeBuild(db, { buildId: randomUUID(), fence: '1' })).toBeUndefined()

  expect((await getBuild(db, { id: buildId })).status).toBe('queued')
})

test('ends a build once, however often it is told', async ({ pool }) => {
  const { id: buildId } = await enqueueBuild(pool, aBuild())
  await getNextBuildForWorker(pool, worker)
  const run = await held(pool, buildId)

  const results = await Promise.all(Array.from({ length: 5 }, () => completeBuild(pool, run)))

  expect(new Set(results.filter(Boolean).map((result) => result?.createdAt.getTime())).size).toBe(1)
  expect(await completeBuild(pool, run)).toMatchObject({ buildId, attempt: run.fence, success: true })
  expect(await listBuildResults(pool, { buildId })).toHaveLength(1)
})

test('refuses a digest that is none', async ({ db }) => {
  const refused = completeBuild(db, { buildId: randomUUID(), fence: '1', imageDigest: 'sha256:abc' })

  await expect(refused).rejects.toMatchObject({ code: 'BUILD_INVALID_INPUT', parameters: ['imageDigest'] })
})
