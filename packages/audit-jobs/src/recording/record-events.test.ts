import { randomUUID } from 'node:crypto'

import type { Queryable } from '@schemata/contract'
import fc from 'fast-check'
import { expect } from 'vitest'

import { aLifeCycle, at, rowsOf } from '../../test/events.js'
import { test } from '../../test/test.js'
import {
  type AuditEvent,
  InvalidInputError,
  type Recorded,
  recordAccepted,
  recordCanceled,
  recordEvents,
  recordFailed,
  recordStageEnd,
  recordStageStart,
  recordStarted,
  recordSucceeded,
  recordSummary,
} from '../index.js'

const botId = 'invoice-bot'

/** The event through the accessor of its own. */
function recordAlone(db: Queryable, event: AuditEvent): Promise<Recorded> {
  switch (event.type) {
    case 'job.accepted':
      return recordAccepted(db, event)
    case 'job.started':
      return recordStarted(db, event)
    case 'job.succeeded':
      return recordSucceeded(db, event)
    case 'job.failed':
      return recordFailed(db, event)
    case 'job.canceled':
      return recordCanceled(db, event)
    case 'job.summary':
      return recordSummary(db, event)
    case 'stage.start':
      return recordStageStart(db, event)
    default:
      return recordStageEnd(db, { ...event, status: event.type === 'stage.fail' ? 'fail' : 'succeed' })
  }
}

/** Contradictions on top of an ordinary life: two ends, two starts, two acceptances, some of one moment. */
function contradictions(jobId: string): AuditEvent[] {
  return [
    { type: 'job.accepted', jobId, botId: 'other-bot', at: at('08:00'), createdBy: { name: 'Ada' } },
    { type: 'job.accepted', jobId, botId: 'late-bot', at: at('09:00') },
    { type: 'job.started', jobId, botId: 'hinted-bot', at: at('08:00:30') },
    { type: 'job.failed', jobId, at: at('08:05'), error: 'broke' },
    { type: 'job.failed', jobId, at: at('08:06'), error: 'broke later' },
    { type: 'job.canceled', jobId, at: at('08:05'), reason: 'not needed' },
    { type: 'job.summary', jobId, at: at('08:05'), stages: { login: 1 } },
    { type: 'stage.start', jobId, stageName: 'login', at: at('08:01'), meta: { page: 'c', try: 2 } },
    { type: 'stage.fail', jobId, stageName: 'login', startedAt: at('08:01'), at: at('08:02'), meta: { page: 'a' } },
  ]
}

/** The events twice each, in some order, cut into some batches. */
function interleavings(events: readonly AuditEvent[]): fc.Arbitrary<AuditEvent[][]> {
  const twice = [...events, ...events]
  return fc
    .tuple(
      fc.shuffledSubarray(twice, { minLength: twice.length }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: twice.length, maxLength: twice.length }),
    )
    .map(([shuffled, sizes]) => {
      const batches: AuditEvent[][] = []
      for (let from = 0, index = 0; from < shuffled.length; index += 1) {
        const size = sizes[index] ?? 1
        batches.push(shuffled.slice(from, from + size))
        from += size
      }
      return batches
    })
}

async function expectOneEnd(db: Queryable, eventsOf: (jobId: string) => AuditEvent[], numRuns: number) {
  const reference = randomUUID()
  await recordEvents(db, { events: eventsOf(reference) })
  const expected = await rowsOf(db, reference)
  await fc.assert(
    fc.asyncProperty(interleavings(eventsOf(reference)), fc.uuid(), async (batches, jobId) => {
      for (const batch of batches) {
        const [only] = batch
        if (batch.length === 1 && only) await recordAlone(db, { ...only, jobId })
        else await recordEvents(db, { events: batch.map((event) => ({ ...event, jobId })) })
      }
      expect(await rowsOf(db, jobId)).toEqual(expected)
    }),
    { numRuns },
  )
}

test('ends in the same rows for 1,000 interleavings of a life cycle', { timeout: 120_000 }, async ({ db }) => {
  await expectOneEnd(db, aLifeCycle, 1000)
})

test('ends in the same rows when events contradict one another', { timeout: 120_000 }, async ({ db }) => {
  await expectOneEnd(db, (jobId) => [...aLifeCycle(jobId), ...contradictions(jobId)], 300)
})

test('ends in the same rows when many connections record the same jobs at once', async ({ pool }) => {
  const jobIds = Array.from({ length: 20 }, () => randomUUID())
  const events = jobIds.flatMap((jobId) => [...aLifeCycle(jobId), ...contradictions(jobId)])
  const [reference] = fc.sample(fc.uuid(), 1)
  await recordEvents(pool, { events: [...aLifeCycle(reference), ...contradictions(reference ?? '')] })

  const writers = fc.sample(fc.shuffledSubarray(events, { minLength: events.length }), 6)
  await Promise.all(
    writers.map(async (shuffled) => {
      for (let from = 0; from < shuffled.length; from += 25) {
        const { rejected } = await recordEvents(pool, { events: shuffled.slice(from, from + 25) })
        expect(rejected).toEqual([])
      }
    }),
  )

  const expected = await rowsOf(pool, reference ?? '')
  for (const jobId of jobIds) expect(await rowsOf(pool, jobId)).toEqual(expected)
})

test('writes nothing for a repeated batch', async ({ db }) => {
  const events = aLifeCycle()

  expect(await recordEvents(db, { events })).toEqual({ changedJobs: 1, changedStages: 2, rejected: [] })
  expect(await recordEvents(db, { events })).toEqual({ changedJobs: 0, changedStages: 0, rejected: [] })
  expect(await recordEvents(db, { events: [] })).toEqual({ changedJobs: 0, changedStages: 0, rejected: [] })
})

test('records more than one statement takes, and knows the place of each bad event', async ({ db }) => {
  const events = Array.from({ length: 1201 }, (): AuditEvent => ({ type: 'job.accepted', jobId: randomUUID(), botId }))
  for (const index of [0, 499, 500, 1200]) Object.assign(events[index] ?? {}, { botId: '' })

  const { changedJobs, rejected } = await recordEvents(db, { events })

  expect(changedJobs).toBe(1197)
  expect(rejected.map(({ index }) => index)).toEqual([0, 499, 500, 1200])
})

test('gives back what is no event and records the rest', async ({ db }) => {
  const jobId = randomUUID()
  const cycle: Record<string, unknown> = {}
  cycle.self = cycle
  const events = [
    { type: 'job.accepted', jobId: 'not-a-uuid', botId: 'b' },
    { type: 'job.accepted', jobId, botId: 'invoice-bot', meta: cycle },
    { type: 'job.accepted', jobId, botId: 'invoice-bot' },
    { type: 'stage.succeed', jobId, stageName: 'login' },
    { type: 'job.exploded', jobId },
  ] as AuditEvent[]

  const { changedJobs, rejected } = await recordEvents(db, { events })

  expect(changedJobs).toBe(1)
  expect(rejected.map(({ index }) => index)).toEqual([0, 1, 3, 4])
  expect(rejected.every(({ error }) => error instanceof InvalidInputError)).toBe(true)
  expect(rejected[2]).toMatchObject({ event: events[3], error: { parameters: ['startedAt'] } })
})

test('isolates an event that only the database refuses', async ({ pool }) => {
  await pool.query(`ALTER TABLE audit_jobs.jobs ADD CONSTRAINT ck_jobs_test CHECK (bot_id <> 'banned-bot') NOT VALID`)
  const good = Array.from({ length: 30 }, () => randomUUID())
  const bad = randomUUID()
  const events = [...good.slice(0, 7), bad, ...good.slice(7)].map(
    (jobId): AuditEvent => ({ type: 'job.accepted', jobId, botId: jobId === bad ? 'banned-bot' : 'invoice-bot' }),
  )

  const { changedJobs, rejected } = await recordEvents(pool, { events })
  await pool.query('ALTER TABLE audit_jobs.jobs DROP CONSTRAINT ck_jobs_test')

  expect(changedJobs).toBe(30)
  expect(rejected).toMatchObject([{ index: 7, event: events[7], error: { constraint: 'ck_jobs_test' } }])
})

test('names the true cause when a transaction is lost to a bad event', async ({ db }) => {
  await db.query(`ALTER TABLE audit_jobs.jobs ADD CONSTRAINT ck_jobs_test CHECK (bot_id <> 'banned-bot') NOT VALID`)
  const events = ['a-bot', 'banned-bot', 'c-bot'].map(
    (botId): AuditEvent => ({ type: 'job.accepted', jobId: randomUUID(), botId }),
  )

  await expect(recordEvents(db, { events })).rejects.toMatchObject({ constraint: 'ck_jobs_test' })
})
