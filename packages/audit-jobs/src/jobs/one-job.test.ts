import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { aLifeCycle, at } from '../../test/events.js'
import { minutesAgo, recordPast } from '../../test/history.js'
import { test } from '../../test/test.js'
import {
  estimateJob,
  exportJob,
  findJob,
  getJob,
  InvalidInputError,
  listJobStages,
  listRecentJobs,
  listStuckJobs,
  reconcileJobs,
  recordEvents,
  recordJobEvents,
  recordSucceeded,
  UnknownJobError,
} from '../index.js'

const nowhere = '00000000-0000-4000-8000-00000000dead'

test('getJob, findJob and listJobStages give a job and its stages', async ({ db }) => {
  const jobId = randomUUID()
  await recordEvents(db, { events: aLifeCycle(jobId) })

  const job = await getJob(db, { jobId })

  expect(job).toMatchObject({ state: 'succeeded', durationMs: 240_000, queueMs: 60_000, totalMs: 300_000 })
  expect(job.stages).toMatchObject([
    { stageName: 'login', status: 'succeed', meta: { try: 1, page: 'b', cookies: 3 }, durationMs: 60_000 },
    { stageName: 'fill-form', status: 'fail', error: { message: 'No such field.' }, durationMs: 120_000 },
  ])
  expect(await findJob(db, { jobId })).toEqual(job)
  expect(await listJobStages(db, { jobId })).toEqual(job.stages)
})

test('a job that is not there is undefined, an error, or an empty list', async ({ db }) => {
  expect(await findJob(db, { jobId: nowhere })).toBeUndefined()
  expect(await listJobStages(db, { jobId: nowhere })).toEqual([])
  await expect(getJob(db, { jobId: nowhere })).rejects.toThrow(UnknownJobError)
  await expect(exportJob(db, { jobId: nowhere })).rejects.toThrow(UnknownJobError)
  await expect(findJob(db, { jobId: 'x' })).rejects.toThrow(InvalidInputError)
})

test('reads a job that another writer made without care', async ({ db }) => {
  await db.query(
    `INSERT INTO audit_jobs.jobs (job_id, bot_id, state, accepted_at, created_by)
     VALUES ($1, 'hand', 'queued', now(), '{"name": 7, "at": "soon"}')`,
    [nowhere],
  )

  expect(await getJob(db, { jobId: nowhere })).toMatchObject({ createdBy: { name: null, role: null, at: null } })
})

test('exportJob gives one document that JSON carries without loss', async ({ db }) => {
  const jobId = randomUUID()
  await recordEvents(db, { events: aLifeCycle(jobId) })
  await recordJobEvents(db, { events: [{ type: 'bot.clicked', jobId, ts: at('08:01'), payload: { selector: '#go' } }] })

  const document = await exportJob(db, { jobId })

  expect(JSON.parse(JSON.stringify(document))).toEqual(document)
  expect(document).toMatchObject({
    format: 1,
    job: { jobId, acceptedAt: '2026-03-01T08:00:00.000Z', result: { pages: 3 } },
    stages: [{ stageName: 'login' }, { stageName: 'fill-form' }],
    events: [{ type: 'bot.clicked', ts: '2026-03-01T08:01:00.000Z', payload: { selector: '#go' } }],
  })
})

test('listRecentJobs counts the stages', async ({ db }) => {
  await recordEvents(db, { events: aLifeCycle() })
  const queued = await recordPast(db, { acceptedAt: at('12:00') })

  expect(await listRecentJobs(db)).toMatchObject([
    { jobId: queued, stageCount: 0, durationSeconds: null },
    { stageCount: 2, durationSeconds: 240 },
  ])
})

test('listStuckJobs tells why a job is suspect', async ({ db }) => {
  for (const start of [60, 50, 40]) {
    await recordPast(db, {
      botId: 'quick',
      acceptedAt: minutesAgo(61),
      startedAt: minutesAgo(start),
      finishedAt: minutesAgo(start - 1),
    })
  }
  const long = await recordPast(db, { botId: 'slow', acceptedAt: minutesAgo(130), startedAt: minutesAgo(120) })
  const beyond = await recordPast(db, { botId: 'quick', acceptedAt: minutesAgo(21), startedAt: minutesAgo(20) })
  const queued = await recordPast(db, { acceptedAt: minutesAgo(60 * 25) })
  await recordPast(db, { botId: 'slow', acceptedAt: minutesAgo(21), startedAt: minutesAgo(20) })
  await recordPast(db, { acceptedAt: minutesAgo(20) })

  expect(await listStuckJobs(db)).toMatchObject([
    { jobId: queued, reason: 'queued_long', state: 'queued', averageMs: null },
    { jobId: long, reason: 'running_long', averageMs: null },
    { jobId: beyond, reason: 'beyond_average', averageMs: 60_000 },
  ])
  expect(await listStuckJobs(db, { timesAverage: 100, runningLongerThanMs: 9e6, queuedLongerThanMs: 9e8 })).toEqual([])
  await expect(listStuckJobs(db, { limit: 0 })).rejects.toThrow(InvalidInputError)
})

test('reconcileJobs fails what a dead process left running, and only that', async ({ db }) => {
  const second = await recordPast(db, { acceptedAt: minutesAgo(40), startedAt: minutesAgo(20) })
  const first = await recordPast(db, { acceptedAt: minutesAgo(30), startedAt: minutesAgo(30) })
  const fresh = await recordPast(db, { acceptedAt: minutesAgo(30), startedAt: minutesAgo(1) })
  const other = await recordPast(db, { botId: 'other-bot', acceptedAt: minutesAgo(30), startedAt: minutesAgo(30) })
  const queued = await recordPast(db, { acceptedAt: minutesAgo(30) })
  const request = { startedBefore: minutesAgo(10), botId: 'invoice-bot', reason: 'Power went out.' }

  expect(await reconcileJobs(db, request)).toEqual([first, second])
  expect(await reconcileJobs(db, request)).toEqual([])

  expect(await getJob(db, { jobId: first })).toMatchObject({
    state: 'failed',
    errorMessage: 'Power went out.',
    error: { name: 'Abandoned', message: 'Power went out.' },
  })
  for (const jobId of [fresh, other]) expect(await getJob(db, { jobId })).toMatchObject({ state: 'running' })
  expect(await getJob(db, { jobId: queued })).toMatchObject({ state: 'queued' })
})

test('an end that was reached before the reconciliation still counts', async ({ db }) => {
  const jobId = await recordPast(db, { acceptedAt: minutesAgo(30), startedAt: minutesAgo(30) })
  await reconcileJobs(db, { startedBefore: minutesAgo(10) })

  await recordSucceeded(db, { jobId, at: minutesAgo(15), result: 'done' })

  expect(await getJob(db, { jobId })).toMatchObject({ state: 'succeeded', result: 'done', error: null })
})

test('estimateJob averages the last successes once there are three', async ({ db }) => {
  expect(await estimateJob(db, { botId: 'invoice-bot' })).toMatchObject({
    method: 'default',
    averageSeconds: 120,
    startSeconds: 0,
    finishSeconds: 120,
  })
  for (const [index, minutes] of [100, 2, 4, 6].entries()) {
    const start = 1000 - index * 100
    await recordPast(db, {
      acceptedAt: minutesAgo(start),
      startedAt: minutesAgo(start),
      finishedAt: minutesAgo(start - minutes),
    })
  }
  await recordPast(db, { acceptedAt: minutesAgo(2) })
  await recordPast(db, { acceptedAt: minutesAgo(2), startedAt: minutesAgo(1) })

  const estimate = await estimateJob(db, { botId: 'invoice-bot', runs: 3 })

  expect(estimate).toMatchObject({
    method: 'moving_average',
    averageSeconds: 240,
    startSeconds: 480,
    finishSeconds: 720,
  })
  expect(estimate.finishAt.getTime() - estimate.startAt.getTime()).toBe(240_000)
  expect(await estimateJob(db, { botId: 'invoice-bot', runs: 3, concurrency: 2 })).toMatchObject({ startSeconds: 240 })
  expect(await estimateJob(db, { botId: 'invoice-bot', runs: 3, ahead: 0, minSeconds: 500 })).toMatchObject({
    averageSeconds: 500,
    startSeconds: 0,
  })
  await expect(estimateJob(db, { botId: 'invoice-bot', runs: 0 })).rejects.toThrow(InvalidInputError)
})
