import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

import pg from 'pg'
import { expect } from 'vitest'

import { at } from '../../test/events.js'
import { test } from '../../test/test.js'
import {
  AuditRecorder,
  countJobs,
  findJob,
  getJob,
  InvalidInputError,
  isAuditEnabled,
  listJobEvents,
  RecorderClosedError,
  RecorderFullError,
} from '../index.js'

const botId = 'invoice-bot'
const accepted = () => ({ type: 'job.accepted', jobId: randomUUID(), botId })

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds()) return
    await pause(10)
  }
  throw new Error('It did not come about within two seconds.')
}

test('writes when there are enough, without being asked', async ({ pool }) => {
  const recorder = new AuditRecorder({ db: pool, enabled: true, maxBatch: 3, flushIntervalMs: 60_000 })
  const logs = [accepted(), accepted(), accepted()]

  for (const log of logs) recorder.record(log)

  await until(async () => (await findJob(pool, { jobId: logs[2]?.jobId ?? '' })) !== undefined)
  expect(recorder.pending).toBe(0)
})

test('forgets none when every event is written at once', async ({ pool }) => {
  const recorder = new AuditRecorder({ db: pool, enabled: true, maxBatch: 1, flushIntervalMs: 20 })
  const logs = Array.from({ length: 20 }, accepted)

  for (const log of logs) {
    recorder.record(log)
    await Promise.resolve()
  }

  await until(async () => recorder.pending === 0)
  for (const { jobId } of logs) expect(await findJob(pool, { jobId })).toBeDefined()
})

test('writes when the first has waited long enough', async ({ pool }) => {
  const recorder = new AuditRecorder({ db: pool, enabled: true, flushIntervalMs: 20 })
  const log = accepted()

  recorder.record(log)
  expect(recorder.pending).toBe(1)

  await until(async () => (await findJob(pool, { jobId: log.jobId })) !== undefined)
})

test('writes what is left when it is closed, and takes nothing afterwards', async ({ pool }) => {
  const rejected: unknown[] = []
  const onRejected = ({ error }: { error: unknown }) => rejected.push(error)
  const recorder = new AuditRecorder({ db: pool, enabled: true, flushIntervalMs: 60_000, onRejected })
  const log = accepted()
  recorder.record(log)

  expect(await recorder.close()).toEqual({ unwritten: 0 })
  recorder.record(accepted())

  expect(await findJob(pool, { jobId: log.jobId })).toBeDefined()
  expect(rejected).toEqual([expect.any(RecorderClosedError)])
  expect(await recorder.close()).toEqual({ unwritten: 0 })
})

test('is not held up by a bad event', async ({ pool }) => {
  const rejected: { event: unknown; error: unknown }[] = []
  const recorder = new AuditRecorder({
    db: pool,
    enabled: true,
    rawEvents: true,
    onRejected: (one) => rejected.push(one),
  })
  const good = [accepted(), accepted()]
  const cycle: Record<string, unknown> = { type: 'bot.clicked' }
  cycle.self = cycle

  recorder.record(good[0])
  recorder.record({ type: 'job.accepted', jobId: 'none', botId })
  recorder.record({ type: 'job.accepted', jobId: randomUUID(), botId, meta: [1] })
  recorder.record(cycle)
  recorder.record(good[1])
  expect(await recorder.flush()).toBe(true)

  for (const { jobId } of good) {
    expect(await findJob(pool, { jobId })).toBeDefined()
    expect(await listJobEvents(pool, { jobId })).toHaveLength(1)
  }
  expect(rejected.filter(({ error }) => error instanceof InvalidInputError).length).toBeGreaterThanOrEqual(3)
})

test('reads what loggers write: other names, numbers as levels, starts it has seen', async ({ pool }) => {
  const recorder = new AuditRecorder({ db: pool, enabled: true, rawEvents: true, redact: ['password'] })
  const jobId = randomUUID()
  const canceled = randomUUID()

  recorder.record({
    type: 'job.accepted',
    job_id: jobId,
    bot: botId,
    ts: at('08:00').getTime(),
    meta: { password: 'x' },
    level: 30,
  })
  recorder.record({ type: 'job.started', jobId, time: at('08:01').toISOString() })
  recorder.record({ type: 'stage.start', jobId, stage: 'login', ts: at('08:01') })
  const end = { type: 'stage.succeed', jobId, stage: 'login', ts: at('08:02'), duration_ms: 59_998, level: 'warn' }
  recorder.record(end)
  recorder.record(end)
  recorder.record({ type: 'job.failed', jobId, ts: at('08:03'), err: new Error('No page.'), level: 50 })
  recorder.record({ type: 'job.failed', jobId: canceled, botId, error: { name: 'Canceled', message: 'Not needed.' } })
  recorder.record({ type: 'http.request', jobId, level: 'fatal' })
  recorder.record('a line of text')
  recorder.record(null)
  await recorder.flush()

  expect(await getJob(pool, { jobId })).toMatchObject({
    state: 'failed',
    botId,
    acceptedAt: at('08:00'),
    meta: { password: '[redacted]' },
    errorMessage: 'No page.',
    durationMs: 120_000,
    stages: [{ stageName: 'login', startedAt: at('08:01'), durationMs: 60_000, status: 'succeed' }],
  })
  expect(await getJob(pool, { jobId: canceled })).toMatchObject({ state: 'canceled', errorMessage: 'Not needed.' })
  const lines = await listJobEvents(pool, { jobId })
  expect(lines.map(({ type, level }) => `${type} ${level}`).sort()).toEqual([
    'http.request error',
    'job.accepted info',
    'job.failed error',
    'job.started info',
    'stage.start info',
    'stage.succeed warn',
    'stage.succeed warn',
  ])
  expect(JSON.stringify(lines)).not.toContain('"x"')
})

test('keeps events while the database is away, and writes them once it is back', async ({ pool }) => {
  const errors: unknown[] = []
  const options = {
    db: pool,
    enabled: true,
    flushIntervalMs: 10,
    maxBatch: 2,
    onError: (error: unknown) => errors.push(error),
  }
  const recorder = new AuditRecorder(options)
  const logs = [accepted(), accepted(), accepted()]
  await pool.query('ALTER TABLE audit_jobs.jobs RENAME TO jobs_away')

  for (const log of logs) recorder.record(log)
  expect(await recorder.flush()).toBe(false)
  expect(recorder.pending).toBe(3)
  await pool.query('ALTER TABLE audit_jobs.jobs_away RENAME TO jobs')

  await until(async () => recorder.pending === 0)
  for (const { jobId } of logs) expect(await findJob(pool, { jobId })).toBeDefined()
  expect(errors[0]).toMatchObject({ code: '42P01' })
})

test('gives events up when too many wait, and tells how many are lost when it is closed', async () => {
  const db = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' })
  const rejected: unknown[] = []
  const recorder = new AuditRecorder({
    db,
    enabled: true,
    maxBuffered: 2,
    onRejected: ({ error }) => rejected.push(error),
  })

  for (let made = 0; made < 3; made += 1) recorder.record(accepted())

  expect(rejected).toEqual([expect.any(RecorderFullError)])
  expect(await recorder.close({ timeoutMs: 100 })).toEqual({ unwritten: 2 })
  await db.end()
})

test('does nothing when it is off', async ({ pool }) => {
  const { total } = await countJobs(pool)
  const recorder = new AuditRecorder({ db: pool, enabled: isAuditEnabled({}) })

  recorder.record(accepted())

  expect(recorder.pending).toBe(0)
  expect(await recorder.flush()).toBe(true)
  expect(await recorder.close()).toEqual({ unwritten: 0 })
  expect(await countJobs(pool)).toMatchObject({ total })
})

test('refuses options that make no sense', ({ pool }) => {
  expect(() => new AuditRecorder({ db: pool, enabled: true, maxBatch: 0 })).toThrow(InvalidInputError)
})

test.for<[value: string | undefined, enabled: boolean]>([
  ['1', true],
  ['true', true],
  [' ON ', true],
  ['0', false],
  ['off', false],
  ['', false],
  [undefined, false],
])('isAuditEnabled takes AUDIT_DB=%s for %s', ([value, enabled]) => {
  expect(isAuditEnabled({ AUDIT_DB: value })).toBe(enabled)
})
