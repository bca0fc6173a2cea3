import { expect } from 'vitest'

import { aBuild, held } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { completeBuild, enqueueBuild, failBuild, getNextBuildForWorker, getQueueStatistics } from '../index.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }

test('counts what waits, runs, succeeded and failed', async ({ db }) => {
  for (const end of [completeBuild, completeBuild, completeBuild, failBuild]) {
    const { id: buildId } = await enqueueBuild(db, aBuild())
    await getNextBuildForWorker(db, worker)
    await db.query(
      `UPDATE build_orchestrator.build_queue SET started_at = clock_timestamp() - interval '10 s' WHERE id = $1`,
      [buildId],
    )
    await end(db, { ...(await held(db, buildId)), errorMessage: 'no' })
  }
  await enqueueBuild(db, aBuild())
  await getNextBuildForWorker(db, worker)
  const waiting = await enqueueBuild(db, aBuild())
  await enqueueBuild(db, aBuild())

  const statistics = await getQueueStatistics(db)

  expect(statistics).toEqual({
    pending: 2,
    building: 1,
    doneToday: 3,
    failedToday: 1,
    averageDurationSeconds: expect.closeTo(10, 0),
    successRatePercent: 75,
    oldestPendingAt: waiting.queuedAt,
  })
})

test('has no averages where nothing has run', async ({ db }) => {
  expect(await getQueueStatistics(db)).toEqual({
    pending: 0,
    building: 0,
    doneToday: 0,
    failedToday: 0,
    averageDurationSeconds: null,
    successRatePercent: null,
    oldestPendingAt: null,
  })
})
