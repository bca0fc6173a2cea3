import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { at, rowsOf } from '../../test/events.js'
import { test } from '../../test/test.js'
import {
  findJob,
  getJob,
  InvalidInputError,
  recordAccepted,
  recordCanceled,
  recordFailed,
  recordStageEnd,
  recordStageStart,
  recordStarted,
  recordSucceeded,
  recordSummary,
} from '../index.js'

const botId = 'invoice-bot'

test('recordAccepted stores what was told and answers `ignored` the second time', async ({ db }) => {
  const jobId = randomUUID()
  const retryOf = randomUUID()
  const told = {
    jobId,
    botId,
    at: at('08:00'),
    meta: { invoice: 17 },
    createdBy: { name: 'Ada', role: 'operator', at: '2026-03-01T08:59:00+01:00' },
    estimate: { averageSeconds: 120 },
    capacitySnapshot: { running: 2 },
    correlationId: 'request-1',
    attempt: 2,
    retryOf,
  }

  expect(await recordAccepted(db, told)).toEqual({ outcome: 'recorded' })
  expect(await recordAccepted(db, told)).toEqual({ outcome: 'ignored' })

  expect(await getJob(db, { jobId })).toMatchObject({
    jobId,
    botId,
    state: 'queued',
    acceptedAt: at('08:00'),
    startedAt: null,
    durationMs: null,
    meta: { invoice: 17 },
    createdBy: { name: 'Ada', role: 'operator', at: at('07:59') },
    estimate: { averageSeconds: 120 },
    capacitySnapshot: { running: 2 },
    correlationId: 'request-1',
    attempt: 2,
    retryOf,
    stages: [],
  })
})

test('a finished job stays as it ended, whatever comes late', async ({ db }) => {
  const jobId = randomUUID()
  await recordAccepted(db, { jobId, botId, at: at('08:00') })
  await recordStarted(db, { jobId, at: at('08:01') })
  await recordSucceeded(db, { jobId, at: at('08:02'), result: 'done' })
  const before = await rowsOf(db, jobId)

  expect(await recordSucceeded(db, { jobId, at: at('08:02'), result: 'done' })).toEqual({ outcome: 'ignored' })
  expect(await recordAccepted(db, { jobId, botId, at: at('08:05') })).toEqual({ outcome: 'ignored' })
  expect(await recordStarted(db, { jobId, at: at('08:06') })).toEqual({ outcome: 'ignored' })
  expect(await recordFailed(db, { jobId, at: at('08:07'), error: 'no' })).toEqual({ outcome: 'ignored' })
  expect(await recordCanceled(db, { jobId })).toEqual({ outcome: 'ignored' })

  expect(await rowsOf(db, jobId)).toEqual(before)
})

test('a job that another writer finished by hand is final too', async ({ db }) => {
  const jobId = randomUUID()
  await db.query(
    `INSERT INTO audit_jobs.jobs (job_id, bot_id, state, accepted_at, started_at, finished_at)
     VALUES ($1, 'hand', 'failed', '2026-03-01 08:00Z', '2026-03-01 08:01Z', '2026-03-01 08:02Z')`,
    [jobId],
  )

  expect(await recordSucceeded(db, { jobId, at: at('07:00') })).toEqual({ outcome: 'ignored' })
  expect(await recordAccepted(db, { jobId, botId, at: at('07:00') })).toEqual({ outcome: 'ignored' })
  expect(await getJob(db, { jobId })).toMatchObject({ botId: 'hand', state: 'failed' })
})

test('a job that was recorded and then finished by hand is final too', async ({ db }) => {
  const jobId = randomUUID()
  await recordStarted(db, { jobId, botId, at: at('08:00') })
  await db.query(`UPDATE audit_jobs.jobs SET state = 'canceled', finished_at = now() WHERE job_id = $1`, [jobId])

  expect(await recordFailed(db, { jobId, at: at('08:01'), error: 'no' })).toEqual({ outcome: 'ignored' })
  expect(await recordAccepted(db, { jobId, botId, at: at('07:59') })).toEqual({ outcome: 'recorded' })
  expect(await getJob(db, { jobId })).toMatchObject({ state: 'canceled', acceptedAt: at('07:59'), error: null })
})

test('a job that another writer began by hand can be finished', async ({ db }) => {
  const jobId = randomUUID()
  await db.query(
    `INSERT INTO audit_jobs.jobs (job_id, bot_id, state, accepted_at) VALUES ($1, 'hand', 'queued', '2026-03-01 08:00Z')`,
    [jobId],
  )

  await recordStarted(db, { jobId, at: at('08:01') })
  await recordFailed(db, { jobId, at: at('08:02'), error: { name: 'TimeoutError', message: 'late' } })

  expect(await getJob(db, { jobId })).toMatchObject({
    state: 'failed',
    errorMessage: 'late',
    error: { name: 'TimeoutError', message: 'late' },
    durationMs: 60_000,
  })
})

test('every event makes the row when nothing was recorded before', async ({ db }) => {
  const started = randomUUID()
  await recordStarted(db, { jobId: started, at: at('08:01') })
  expect(await getJob(db, { jobId: started })).toMatchObject({ state: 'running', botId: 'unknown' })

  const succeeded = randomUUID()
  await recordSucceeded(db, { jobId: succeeded, botId, at: at('08:02'), result: [1] })
  expect(await getJob(db, { jobId: succeeded })).toMatchObject({
    state: 'succeeded',
    botId,
    acceptedAt: at('08:02'),
    durationMs: null,
    result: [1],
  })
  expect(await recordStarted(db, { jobId: succeeded, at: at('08:01') })).toEqual({ outcome: 'recorded' })
  expect(await getJob(db, { jobId: succeeded })).toMatchObject({ state: 'succeeded', durationMs: 60_000 })

  const canceled = randomUUID()
  await recordCanceled(db, { jobId: canceled, reason: 'Not needed any more.' })
  expect(await getJob(db, { jobId: canceled })).toMatchObject({
    state: 'canceled',
    errorMessage: 'Not needed any more.',
  })

  const summed = randomUUID()
  await recordSummary(db, { jobId: summed, stages: { login: 12.6, form: -3 }, stagesList: [{ stage: 'login' }] })
  expect(await getJob(db, { jobId: summed })).toMatchObject({
    state: 'running',
    stageTotals: { login: 13, form: 0 },
    stagesList: [{ stage: 'login' }],
  })
})

test('a stage before its job is kept, and its job is running', async ({ db }) => {
  const jobId = randomUUID()

  await recordStageEnd(db, {
    jobId,
    stageName: 'login',
    status: 'fail',
    at: at('08:02'),
    durationMs: 60_000,
    error: 'no',
  })
  expect(await getJob(db, { jobId })).toMatchObject({ state: 'running', acceptedAt: at('08:01'), botId: 'unknown' })
  await recordStageStart(db, { jobId, stageName: 'login', at: at('08:01'), meta: { page: 'a' } })
  await recordAccepted(db, { jobId, botId, at: at('08:00') })

  expect(await getJob(db, { jobId })).toMatchObject({
    state: 'running',
    botId,
    acceptedAt: at('08:00'),
    stages: [
      {
        stageName: 'login',
        status: 'fail',
        startedAt: at('08:01'),
        endedAt: at('08:02'),
        durationMs: 60_000,
        meta: { page: 'a' },
        error: { message: 'no' },
      },
    ],
  })
})

test('a stage that runs twice has two rows, in the order of its starts', async ({ db }) => {
  const jobId = randomUUID()
  await recordStageStart(db, { jobId, stageName: 'login', at: at('08:05') })
  await recordStageEnd(db, { jobId, stageName: 'login', status: 'fail', startedAt: at('08:01'), at: at('08:02') })

  const { stages } = await getJob(db, { jobId })

  expect(stages.map(({ status, startedAt }) => [status, startedAt])).toEqual([
    ['fail', at('08:01')],
    ['start', at('08:05')],
  ])
})

test('durations are rounded, never negative, and saturate', async ({ db }) => {
  const jobId = randomUUID()
  await recordStageEnd(db, { jobId, stageName: 'a', status: 'succeed', at: at('08:02'), durationMs: 1234.56 })
  await recordStageEnd(db, { jobId, stageName: 'b', status: 'succeed', at: at('08:02'), durationMs: -5 })
  await recordStageEnd(db, { jobId, stageName: 'c', status: 'succeed', at: at('08:02'), startedAt: at('08:03') })
  await recordStarted(db, { jobId, at: at('08:02') })
  await recordSucceeded(db, { jobId, at: '2026-04-01T00:00:00Z' })

  const job = await getJob(db, { jobId })

  expect(job).toMatchObject({ state: 'succeeded', durationMs: 2_147_483_647, totalMs: 2_147_483_647 })
  expect(Object.fromEntries(job.stages.map(({ stageName, durationMs }) => [stageName, durationMs]))).toEqual({
    a: 1235,
    b: 0,
    c: 0,
  })
})

test('started twice keeps the earlier time, and the waiting time follows it', async ({ db }) => {
  const jobId = randomUUID()
  await recordAccepted(db, { jobId, botId, at: at('08:00') })
  await recordStarted(db, { jobId, at: at('08:00:01') })
  await recordStarted(db, { jobId, at: at('08:01:40') })

  expect(await getJob(db, { jobId })).toMatchObject({ startedAt: at('08:00:01'), queueMs: 1000 })
})

test('leaves out what PostgreSQL cannot store, and nothing else', async ({ db }) => {
  const jobId = randomUUID()
  const meta = { 'k\0ey': 'a\0b', lone: '\ud83d!', pair: '\ud83d\ude00', literal: '\\u0000', tab: '\t' }

  await recordAccepted(db, { jobId, botId, meta })
  await recordFailed(db, { jobId, error: { message: 'bad\0 \udc00', stack: 'at\0 x' } })

  expect(await getJob(db, { jobId })).toMatchObject({
    meta: { key: 'ab', lone: '\ufffd!', pair: '\ud83d\ude00', literal: '\\u0000', tab: '\t' },
    errorMessage: 'bad \ufffd',
    error: { message: 'bad \ufffd', stack: 'at x' },
  })
})

test('masks named keys at any depth before anything is stored', async ({ db }) => {
  const jobId = randomUUID()
  const redact = ['password', 'IBAN']
  const meta = { user: 'ada', Password: 'x', nested: [{ iban: 'DE1', keep: 1 }] }

  await recordAccepted(db, { jobId, botId, meta, redact })
  await recordSucceeded(db, { jobId, result: { password: { a: 1 } }, redact })

  expect(await getJob(db, { jobId })).toMatchObject({
    meta: { user: 'ada', Password: '[redacted]', nested: [{ iban: '[redacted]', keep: 1 }] },
    result: { password: '[redacted]' },
  })
})

test('caps payloads, messages and stacks', async ({ db }) => {
  const jobId = randomUUID()
  const long = 'x'.repeat(10_000)

  await recordAccepted(db, { jobId, botId, meta: { long }, maxPayloadBytes: 1000 })
  await recordFailed(db, { jobId, error: { message: long, stack: long } })

  const { meta, error, errorMessage } = await findJob(db, { jobId }).then((job) => ({ ...job }))
  expect(meta).toEqual({ truncated: true, bytes: 10_011 })
  expect(errorMessage).toHaveLength(2000)
  expect(error).toEqual({ message: 'x'.repeat(2000), stack: 'x'.repeat(4000) })
})

test('takes an Error with its name and stack', async ({ db }) => {
  const jobId = randomUUID()

  await recordFailed(db, { jobId, error: new RangeError('too far') })

  expect(await getJob(db, { jobId })).toMatchObject({
    errorMessage: 'too far',
    error: { name: 'RangeError', message: 'too far', stack: expect.stringContaining('too far') },
  })
})

test('reads times as Date, ISO text and milliseconds, and ids in any case', async ({ db }) => {
  const jobId = randomUUID()
  await recordAccepted(db, { jobId, botId, at: '2026-03-01T09:00:00+01:00' })
  await recordStarted(db, { jobId: jobId.toUpperCase(), at: at('08:01').getTime() + 0.4 })

  expect(await getJob(db, { jobId })).toMatchObject({ acceptedAt: at('08:00'), startedAt: at('08:01') })
})

const jobId = '00000000-0000-4000-8000-00000000dead'
const creator = { name: 'Ada' }

test.for<[parameter: string, given: object]>([
  ['jobId', { jobId: 'x' }],
  ['botId', { botId: '' }],
  ['botId', { botId: 'a\0b' }],
  ['at', { at: 'yesterday' }],
  ['at', { at: '2026-03-01T08:00:00' }],
  ['at', { at: new Date(Number.NaN) }],
  ['at', { at: '0001-01-01T00:00:00Z' }],
  ['meta', { meta: [1, 2] }],
  ['meta', { meta: 'text' }],
  ['createdBy', { createdBy: 'Ada' }],
  ['createdBy.at', { createdBy: { ...creator, at: 'soon' } }],
  ['attempt', { attempt: 0 }],
  ['retryOf', { retryOf: '1' }],
  ['maxPayloadBytes', { maxPayloadBytes: 1 }],
])('refuses a wrong `%s` and stores nothing: %o', async ([parameter, given], { db }) => {
  await expect(recordAccepted(db, { jobId, botId, ...given })).rejects.toMatchObject({
    code: 'AUDIT_INVALID_INPUT',
    parameters: [parameter],
  })

  expect(await findJob(db, { jobId })).toBeUndefined()
})

test('refuses an end that does not say which run it ends', async ({ db }) => {
  await expect(recordStageEnd(db, { jobId, stageName: 'login', status: 'succeed' })).rejects.toThrow(InvalidInputError)
  await expect(recordFailed(db, { jobId, error: {} as Error })).rejects.toThrow(InvalidInputError)
})

test('says what is wrong in words', async ({ db }) => {
  await expect(recordAccepted(db, { jobId, botId, at: 'soon' })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[InvalidInputError: recordAccepted cannot take \`at\`: expected a Date, an ISO time with its zone, or milliseconds since 1970.]`,
  )
})
