import { expect } from 'vitest'

import { aBuild, claimOne, loseWorker } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  completeBuild,
  enqueueBuild,
  failBuild,
  getBuild,
  heartbeatBuilds,
  releaseBuilds,
  reportBuildProgress,
  sweepBuilds,
  updateBuildProgress,
} from '../index.js'

test('an old run can neither report on the new one nor finish it', async ({ db }) => {
  await enqueueBuild(db, aBuild())
  const old = await claimOne(db)
  await loseWorker(db, old)
  expect(await sweepBuilds(db)).toMatchObject([{ buildId: old.buildId, status: 'queued', reason: 'lease' }])
  const present = await claimOne(db, { workerId: 'worker-2' })
  expect(BigInt(present.fence)).toBe(BigInt(old.fence) + 1n)

  expect(await reportBuildProgress(db, { ...old, progressPercent: 99 })).toBe(false)
  expect(await heartbeatBuilds(db, { holds: [old] })).toEqual([])
  expect(await releaseBuilds(db, { holds: [old] })).toEqual([])
  expect(await completeBuild(db, old)).toBeUndefined()
  expect(await failBuild(db, { ...old, errorMessage: 'no' })).toBeUndefined()
  expect(await updateBuildProgress(db, { buildId: old.buildId, progressPercent: 99 })).toBe(false)

  expect(await getBuild(db, { id: old.buildId })).toMatchObject({ status: 'building', progressPercent: 0 })
  expect(await completeBuild(db, present)).toMatchObject({ success: true, attempt: present.fence })
})

test('progress rises only, and starts anew with the next run', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild())
  const run = await claimOne(db)
  await reportBuildProgress(db, {
    ...run,
    progressPercent: 60,
    currentStep: 'Pushing',
    stepsCompleted: 3,
    totalSteps: 5,
  })
  await reportBuildProgress(db, { ...run, progressPercent: 40, stepsCompleted: 2 })
  await db.query('UPDATE build_orchestrator.build_queue SET progress_percent = NULL WHERE id = $1', [id])
  const shown = { progressPercent: 60, currentStep: 'Pushing', stepsCompleted: 3, totalSteps: 5 }
  expect(await getBuild(db, { id })).toMatchObject(shown)

  await releaseBuilds(db, { holds: [run] })
  await claimOne(db)
  expect(await getBuild(db, { id })).toMatchObject({ progressPercent: 0, currentStep: null, stepsCompleted: 0 })
})
