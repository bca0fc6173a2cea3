import { expect } from 'vitest'

import { aBuild, claimOne, loseWorker, worker } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  cancelBuild,
  claimBuilds,
  enqueueBuild,
  failBuild,
  finishBuilds,
  getBuild,
  heartbeatBuilds,
  listBuildResults,
  releaseBuilds,
  sweepBuilds,
} from '../index.js'

test('a build that waits is cancelled at once', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild())

  expect(await cancelBuild(db, { buildId: id, cancelledBy: 'ada', reason: 'mistake' })).toBe('cancelled')

  expect(await getBuild(db, { id })).toMatchObject({ status: 'cancelled', cancelledBy: 'ada', cancelReason: 'mistake' })
  expect(await claimBuilds(db, worker)).toEqual([])
  expect(await cancelBuild(db, { buildId: id })).toBeUndefined()
})

test('a build that runs is stopped by its worker, and not tried again', async ({ db }) => {
  await enqueueBuild(db, aBuild())
  const run = await claimOne(db)

  expect(await cancelBuild(db, { buildId: run.buildId })).toBe('requested')
  expect(await heartbeatBuilds(db, { holds: [run] })).toMatchObject([{ cancelRequested: true }])
  expect(await finishBuilds(db, { ends: [{ ...run, outcome: 'cancelled' }] })).toMatchObject([{ status: 'cancelled' }])

  expect(await listBuildResults(db, run)).toMatchObject([{ success: false, errorCode: 'BUILD_CANCELLED' }])
})

test.for(['fails', 'is lost', 'hands it back'])(
  'a build to be cancelled whose worker %s is cancelled',
  async (end, { db }) => {
    await enqueueBuild(db, aBuild())
    const run = await claimOne(db)
    await cancelBuild(db, { buildId: run.buildId })

    if (end === 'fails') await failBuild(db, { ...run, errorMessage: 'no', retry: true })
    else if (end === 'hands it back') await releaseBuilds(db, { holds: [run] })
    else {
      await loseWorker(db, run)
      await sweepBuilds(db)
    }

    expect(await getBuild(db, { id: run.buildId })).toMatchObject({ status: 'cancelled' })
  },
)
