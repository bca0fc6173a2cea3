import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { aBuild, held } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  completeBuild,
  enqueueBuild,
  failBuild,
  getBuild,
  getNextBuildForWorker,
  retryFailedBuild,
  updateBuildProgress,
} from '../index.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }

test('puts a failed build back as if it had not run, but for the count', async ({ db }) => {
  const queued = await enqueueBuild(db, aBuild({ priority: 7 }))
  const buildId = queued.id
  await getNextBuildForWorker(db, worker)
  await updateBuildProgress(db, { buildId, progressPercent: 60, currentStep: 'Pushing', stepsCompleted: 3 })
  await failBuild(db, { ...(await held(db, buildId)), errorMessage: 'registry unreachable' })

  expect(await retryFailedBuild(db, { buildId })).toBe(true)

  const build = await getBuild(db, queued)
  expect(build.lastRetryAt).toBeInstanceOf(Date)
  expect(build).toEqual({
    ...queued,
    retryCount: 1,
    lastRetryAt: build.lastRetryAt,
    updatedAt: build.updatedAt,
    // Never goes back, so that the first run cannot touch the second.
    fence: '1',
  })
})

test('lets a retried build succeed', async ({ db }) => {
  const { id: buildId } = await enqueueBuild(db, aBuild())
  await getNextBuildForWorker(db, worker)
  const failed = await failBuild(db, {
    ...(await held(db, buildId)),
    errorMessage: 'no',
    errorCode: 'NO',
    exitCode: 1,
    stderrLog: 'no',
  })
  await retryFailedBuild(db, { buildId })
  await getNextBuildForWorker(db, worker)

  const result = await completeBuild(db, await held(db, buildId))

  expect(failed).toMatchObject({ success: false, errorCode: 'NO', exitCode: 1 })
  expect(result).toMatchObject({ success: true, errorMessage: null, errorCode: null, exitCode: null, stderrLog: null })
})

test('leaves alone what did not fail', async ({ db }) => {
  const { id: buildId } = await enqueueBuild(db, aBuild())
  expect(await retryFailedBuild(db, { buildId })).toBe(false)

  await getNextBuildForWorker(db, worker)
  expect(await retryFailedBuild(db, { buildId })).toBe(false)

  await completeBuild(db, await held(db, buildId))
  expect(await retryFailedBuild(db, { buildId })).toBe(false)
  expect(await retryFailedBuild(db, { buildId: randomUUID() })).toBe(false)
})

test('refuses an id that is none', async ({ db }) => {
  await expect(retryFailedBuild(db, { buildId: '42' })).rejects.toMatchObject({ code: 'BUILD_INVALID_INPUT' })
})
