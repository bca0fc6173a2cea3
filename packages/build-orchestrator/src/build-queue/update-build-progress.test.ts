import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { aBuild } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { enqueueBuild, getBuild, getNextBuildForWorker, updateBuildProgress } from '../index.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }

test('notes progress on a build that is being built', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild())
  await getNextBuildForWorker(db, worker)

  const updated = await updateBuildProgress(db, {
    buildId: id,
    progressPercent: 40,
    currentStep: 'Compiling',
    stepsCompleted: 2,
  })

  expect(updated).toBe(true)
  expect(await getBuild(db, { id })).toMatchObject({ progressPercent: 40, currentStep: 'Compiling', stepsCompleted: 2 })
})

test('keeps step and count when they are left out', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild())
  await getNextBuildForWorker(db, worker)
  await updateBuildProgress(db, { buildId: id, progressPercent: 40, currentStep: 'Compiling', stepsCompleted: 2 })

  await updateBuildProgress(db, { buildId: id, progressPercent: 50 })

  expect(await getBuild(db, { id })).toMatchObject({ progressPercent: 50, currentStep: 'Compiling', stepsCompleted: 2 })
})

test('changes nothing on a build that only waits, or does not exist', async ({ db }) => {
  const waiting = await enqueueBuild(db, aBuild())

  expect(await updateBuildProgress(db, { buildId: waiting.id, progressPercent: 40 })).toBe(false)
  expect(await updateBuildProgress(db, { buildId: randomUUID(), progressPercent: 40 })).toBe(false)
  expect(await getBuild(db, waiting)).toMatchObject({ progressPercent: 0 })
})

test('refuses more than 100 percent', async ({ db }) => {
  const refused = updateBuildProgress(db, { buildId: randomUUID(), progressPercent: 101 })

  await expect(refused).rejects.toMatchObject({ code: 'BUILD_INVALID_INPUT', parameters: ['progressPercent'] })
})
