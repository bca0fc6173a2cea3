import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { minutesAgo, recordPast } from '../../test/history.js'
import { test } from '../../test/test.js'
import { findJobProgress, InvalidInputError, recordEvents } from '../index.js'

test('findJobProgress tells the stage, and the share of the time its bot usually takes', async ({ db }) => {
  const first = await recordPast(db, { acceptedAt: minutesAgo(10), startedAt: minutesAgo(10) })
  expect(await findJobProgress(db, { jobId: first })).toMatchObject({ currentStage: null, percentage: null })

  await recordPast(db, { acceptedAt: minutesAgo(90), startedAt: minutesAgo(90), finishedAt: minutesAgo(70) })
  const stage = { jobId: first, stageName: 'login' }
  await recordEvents(db, {
    events: [
      { type: 'stage.start', ...stage, at: minutesAgo(9) },
      { type: 'stage.succeed', ...stage, startedAt: minutesAgo(9), at: minutesAgo(8) },
    ],
  })
  const between = await findJobProgress(db, { jobId: first })
  await recordEvents(db, { events: [{ type: 'stage.start', jobId: first, stageName: 'submit', at: minutesAgo(8) }] })
  const within = await findJobProgress(db, { jobId: first })

  expect(between).toMatchObject({ state: 'running', currentStage: 'login', endedStages: 1, percentage: 50 })
  expect(within).toMatchObject({ currentStage: 'submit', endedStages: 1, percentage: 50 })
  expect(within?.elapsedMs).toBeGreaterThanOrEqual(600_000)
})

test('findJobProgress is 0 while a job waits, below 100 however long it runs, and 100 at its end', async ({ db }) => {
  const long = await recordPast(db, { acceptedAt: minutesAgo(99), startedAt: minutesAgo(99) })
  const waiting = await recordPast(db, { acceptedAt: minutesAgo(1) })
  const ended = await recordPast(db, {
    acceptedAt: minutesAgo(9),
    startedAt: minutesAgo(9),
    finishedAt: minutesAgo(8),
    state: 'failed',
  })
  await recordPast(db, { acceptedAt: minutesAgo(5), startedAt: minutesAgo(5), finishedAt: minutesAgo(4) })

  const progressOf = async (jobId: string) => {
    const { percentage, elapsedMs } = (await findJobProgress(db, { jobId })) ?? {}
    return { percentage, elapsedMs }
  }

  expect(await progressOf(long)).toMatchObject({ percentage: 99 })
  expect(await progressOf(waiting)).toEqual({ percentage: 0, elapsedMs: null })
  expect(await progressOf(ended)).toEqual({ percentage: 100, elapsedMs: 60_000 })
})

test('findJobProgress gives nothing for a job that is not there, and refuses what is no id', async ({ db }) => {
  expect(await findJobProgress(db, { jobId: randomUUID() })).toBeUndefined()
  await expect(findJobProgress(db, { jobId: 'seventeen' })).rejects.toThrow(InvalidInputError)
})
