import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { at, rowsOf } from '../../test/events.js'
import { daysAgo, recordPast } from '../../test/history.js'
import { test } from '../../test/test.js'
import {
  deleteAllJobs,
  findJob,
  getJob,
  InvalidInputError,
  listJobEvents,
  purgeJobEvents,
  purgeJobs,
  recordAccepted,
  recordJobEvents,
  recordStageEnd,
  redactJobs,
} from '../index.js'

test('purgeJobs deletes finished jobs with their stages, in batches, and no other', async ({ db }) => {
  const old = { acceptedAt: daysAgo(120), startedAt: daysAgo(120) }
  const ids = []
  for (let made = 0; made < 5; made += 1) ids.push(await recordPast(db, { ...old, finishedAt: daysAgo(100) }))
  await recordStageEnd(db, {
    jobId: ids[0] ?? '',
    stageName: 'login',
    status: 'succeed',
    at: daysAgo(100),
    durationMs: 1,
  })
  const running = await recordPast(db, old)
  const queued = await recordPast(db, { acceptedAt: daysAgo(120) })
  const recent = await recordPast(db, { ...old, finishedAt: daysAgo(10) })

  expect(await purgeJobs(db, { olderThanDays: 90, batchSize: 2 })).toBe(5)
  expect(await purgeJobs(db, { olderThanDays: 90 })).toBe(0)

  const { rows } = await db.query('SELECT job_id FROM audit_jobs.jobs ORDER BY job_id')
  expect(rows.map((row) => row.job_id)).toEqual([running, queued, recent].sort())
  expect((await db.query('SELECT id FROM audit_jobs.job_stages')).rows).toEqual([])
})

test('purgeJobs passes over a job that another transaction is writing', async ({ pool }) => {
  const jobId = await recordPast(pool, { acceptedAt: daysAgo(100), finishedAt: daysAgo(99) })
  const other = await pool.connect()
  await other.query('BEGIN')
  await other.query('SELECT FROM audit_jobs.jobs WHERE job_id = $1 FOR UPDATE', [jobId])

  expect(await purgeJobs(pool, { olderThanDays: 90 })).toBe(0)
  await other.query('ROLLBACK')
  other.release()

  expect(await purgeJobs(pool, { olderThanDays: 90 })).toBe(1)
})

test('recordJobEvents appends lines, listJobEvents reads them, purgeJobEvents deletes old ones', async ({ db }) => {
  const jobId = randomUUID()
  const events = [
    { type: 'bot.clicked', jobId, botId: 'invoice-bot', ts: daysAgo(20), level: 'debug' as const, payload: { n: 1 } },
    { type: 'bot.typed', jobId, ts: daysAgo(1), payload: { password: 'x', nul: '\0' } },
    { type: 'runner.started' },
  ]

  expect(await recordJobEvents(db, { events, redact: ['password'] })).toBe(3)
  expect(await recordJobEvents(db, { events: [] })).toBe(0)

  expect(await listJobEvents(db, { jobId })).toMatchObject([
    { type: 'bot.clicked', level: 'debug', botId: 'invoice-bot', ts: events[0]?.ts, payload: { n: 1 } },
    { type: 'bot.typed', level: 'info', payload: { password: '[redacted]', nul: '' } },
  ])
  expect(await purgeJobEvents(db, { olderThanDays: 14, batchSize: 1 })).toBe(1)
  expect(await listJobEvents(db, { jobId, limit: 10 })).toHaveLength(1)
  await expect(recordJobEvents(db, { events: [{ type: 'a', jobId: 'x' }] })).rejects.toThrow(InvalidInputError)
  await expect(recordJobEvents(db, { events: [{ type: 'a', payload: { big: 1n } }] })).rejects.toMatchObject({
    parameters: ['events.0.payload'],
  })
})

async function aPersonalJob(db: Parameters<typeof recordPast>[0], finishedAt: Date): Promise<string> {
  const jobId = randomUUID()
  const meta = { Email: 'a@b', list: [{ email: 'c@d', keep: 1 }] }
  await recordPast(db, {
    jobId,
    acceptedAt: daysAgo(60),
    finishedAt,
    state: 'failed',
    meta,
    createdBy: { name: 'Ada' },
  })
  await recordStageEnd(db, {
    jobId,
    stageName: 'login',
    status: 'fail',
    at: daysAgo(60),
    durationMs: 1,
    meta,
    error: 'no',
  })
  await recordJobEvents(db, { events: [{ type: 'bot.typed', jobId, payload: meta }] })
  return jobId
}

test('redactJobs masks named keys at any depth in jobs, stages and lines, once', async ({ db }) => {
  const jobId = await aPersonalJob(db, daysAgo(50))
  const recent = await aPersonalJob(db, daysAgo(3))
  const before = await rowsOf(db, recent)

  expect(await redactJobs(db, { olderThanDays: 30, keys: ['EMAIL'] })).toBe(1)
  expect(await redactJobs(db, { olderThanDays: 30, keys: ['email'] })).toBe(0)
  expect(await redactJobs(db, { olderThanDays: 30, keys: ['email', 'keep'] })).toBe(1)

  const masked = { Email: '[redacted]', list: [{ email: '[redacted]', keep: '[redacted]' }] }
  expect(await getJob(db, { jobId })).toMatchObject({
    meta: masked,
    createdBy: { name: 'Ada' },
    errorMessage: 'It broke.',
    redactedKeys: ['email', 'keep'],
    stages: [{ meta: masked, error: { message: 'no' } }],
  })
  expect(await listJobEvents(db, { jobId })).toMatchObject([{ payload: masked }])
  expect(await rowsOf(db, recent)).toEqual(before)
})

test('redactJobs without keys takes out everything that came from outside, in batches', async ({ db }) => {
  const ids = []
  for (let made = 0; made < 5; made += 1) ids.push(await aPersonalJob(db, daysAgo(50)))

  expect(await redactJobs(db, { olderThanDays: 30, batchSize: 2 })).toBe(5)
  expect(await redactJobs(db, { olderThanDays: 30 })).toBe(0)
  expect(await redactJobs(db, { olderThanDays: 30, keys: ['email'] })).toBe(0)

  for (const jobId of ids) {
    expect(await getJob(db, { jobId })).toMatchObject({
      state: 'failed',
      meta: null,
      result: null,
      error: null,
      errorMessage: null,
      createdBy: { name: 'Ada' },
      redactedKeys: ['*'],
      stages: [{ meta: null, error: null, status: 'fail' }],
    })
    expect(await listJobEvents(db, { jobId })).toMatchObject([{ payload: {} }])
  }
})

test('a late event does not fill again what was redacted', async ({ db }) => {
  const jobId = await aPersonalJob(db, daysAgo(50))
  await redactJobs(db, { olderThanDays: 30 })
  const before = await rowsOf(db, jobId)

  const late = { jobId, at: at('08:00'), meta: { email: 'a@b' } }
  expect(await recordAccepted(db, { ...late, botId: 'b' })).toEqual({ outcome: 'ignored' })
  const login = { jobId, stageName: 'login', status: 'fail' as const, at: daysAgo(60), durationMs: 1, meta: late.meta }
  await recordStageEnd(db, { ...login, stageName: 'other' })

  const after = await rowsOf(db, jobId)
  expect(after.job).toEqual(before.job)
  expect(JSON.stringify(after)).not.toContain('a@b')
})

test('deleteAllJobs wants the words and gives three counts', async ({ db }) => {
  const jobId = await aPersonalJob(db, daysAgo(1))

  await expect(deleteAllJobs(db, { confirm: 'yes' as 'delete all jobs' })).rejects.toThrow(InvalidInputError)
  expect(await findJob(db, { jobId })).toBeDefined()

  expect(await deleteAllJobs(db, { confirm: 'delete all jobs' })).toEqual({ jobs: 1, stages: 1, events: 1 })
  expect(await deleteAllJobs(db, { confirm: 'delete all jobs' })).toEqual({ jobs: 0, stages: 0, events: 0 })
})

test.for<object>([{ olderThanDays: 0 }, { olderThanDays: 1.5 }, {}, { olderThanDays: 5, batchSize: 0 }])(
  'retention refuses %o',
  async (given, { db }) => {
    const age = given as { olderThanDays: number }
    for (const call of [purgeJobs, purgeJobEvents, redactJobs])
      await expect(call(db, age)).rejects.toThrow(InvalidInputError)
  },
)
