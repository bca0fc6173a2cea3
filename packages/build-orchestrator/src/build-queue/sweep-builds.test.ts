import { expect } from 'vitest'

import { aBuild, claimOne, loseWorker, worker } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { enqueueBuild, getBuild, getNextBuildForWorker, listBuildResults, sweepBuilds } from '../index.js'

test('a lost build is final without a retry, with a failed result and a reason', async ({ db }) => {
  await enqueueBuild(db, aBuild({ maxRetries: 0 }))
  const run = await claimOne(db)
  await loseWorker(db, run)

  expect(await sweepBuilds(db)).toMatchObject([{ status: 'timeout', reason: 'lease' }])

  expect(await getBuild(db, { id: run.buildId })).toMatchObject({
    status: 'timeout',
    deadReason: 'no retry left: its worker was lost',
  })
  expect(await listBuildResults(db, run)).toMatchObject([{ success: false, errorCode: 'BUILD_LOST' }])
  expect(await sweepBuilds(db)).toEqual([])
})

test('a deadline is a retry later with a lease, and final without one', async ({ db }) => {
  await enqueueBuild(db, aBuild({ priority: 9 }))
  await enqueueBuild(db, aBuild({ priority: 1 }))
  const leased = await claimOne(db)
  const plain = await getNextBuildForWorker(db, worker)
  await db.query(`UPDATE build_orchestrator.build_queue SET timeout_at = clock_timestamp() WHERE status = 'building'`)

  const swept = await sweepBuilds(db)

  expect(swept).toHaveLength(2)
  expect(await getBuild(db, { id: leased.buildId })).toMatchObject({
    status: 'queued',
    retryCount: 1,
    notBefore: expect.any(Date),
  })
  expect(await getBuild(db, { id: String(plain?.buildId) })).toMatchObject({ status: 'timeout', retryCount: 0 })
})
