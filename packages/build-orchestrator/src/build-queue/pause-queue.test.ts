import { expect } from 'vitest'

import { aBuild, worker } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { claimBuilds, enqueueBuild, getNextBuildForWorker, pauseQueue, resumeQueue } from '../index.js'

test('nothing is handed out while the queue is paused', async ({ db }) => {
  await enqueueBuild(db, aBuild())

  expect(await pauseQueue(db, { pausedBy: 'ada', reason: 'maintenance' })).toBe(true)
  expect(await pauseQueue(db)).toBe(false)
  expect(await claimBuilds(db, worker)).toEqual([])
  expect(await getNextBuildForWorker(db, worker)).toBeUndefined()

  expect(await resumeQueue(db)).toBe(true)
  expect(await resumeQueue(db)).toBe(false)
  expect(await claimBuilds(db, worker)).toHaveLength(1)
})
