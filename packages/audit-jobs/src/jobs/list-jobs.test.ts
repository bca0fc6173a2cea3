import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { at } from '../../test/events.js'
import { recordPast } from '../../test/history.js'
import { test } from '../../test/test.js'
import { countJobs, InvalidInputError, type ListJobsParameters, listJobHeaders, listJobs } from '../index.js'

test('lists the newest first, with payload; headers come without', async ({ db }) => {
  const early = await recordPast(db, { acceptedAt: at('08:00'), meta: { secret: 1 } })
  const late = await recordPast(db, { acceptedAt: at('09:00') })

  const jobs = await listJobs(db)
  const headers = await listJobHeaders(db)

  expect(jobs.map(({ jobId }) => jobId)).toEqual([late, early])
  expect(jobs[1]?.meta).toEqual({ secret: 1 })
  expect(headers.map(({ jobId }) => jobId)).toEqual([late, early])
  expect(JSON.stringify(headers)).not.toContain('secret')
})

test('is empty where nothing is', async ({ db }) => {
  expect(await listJobs(db)).toEqual([])
  expect(await listJobHeaders(db)).toEqual([])
  expect(await countJobs(db)).toMatchObject({ total: 0, running: 0 })
})

test('finds by each filter what it says, and nothing else', async ({ db }) => {
  const jobId = 'abcdef01-2345-4000-8000-000000000001'
  await recordPast(db, {
    jobId,
    botId: 'Invoice_Bot',
    acceptedAt: at('08:00'),
    startedAt: at('08:01'),
    createdBy: { name: 'Ada 100%' },
    correlationId: 'request-1',
  })
  await recordPast(db, {
    jobId: randomUUID().replace(/^./, '0'),
    botId: 'InvoiceXBot',
    acceptedAt: '2026-04-02T00:00:00Z',
  })
  const admitting: ListJobsParameters[] = [
    { state: 'running' },
    { botId: 'Invoice_Bot' },
    { botIdContains: 'voice_b' },
    { createdByContains: '100%' },
    { jobIdPrefix: 'ABCDEF01-2' },
    { jobIdPrefix: jobId },
    { correlationId: 'request-1' },
    { to: at('08:01') },
    { day: '2026-03-01' },
    { month: '2026-03' },
    { state: 'running', botId: 'Invoice_Bot', day: '2026-03-01', createdByContains: 'ada' },
  ]

  for (const filter of admitting) {
    expect((await listJobs(db, filter)).map((job) => job.jobId)).toEqual([jobId])
    expect((await listJobHeaders(db, filter)).map((job) => job.jobId)).toEqual([jobId])
    expect(await countJobs(db, filter)).toMatchObject({ total: 1, running: 1 })
  }
  expect(await listJobs(db, { state: 'failed' })).toEqual([])
  expect(await listJobs(db, { botIdContains: '%' })).toEqual([])
  expect(await listJobs(db, { createdByContains: '\\' })).toEqual([])
  expect(await listJobs(db, { from: at('08:00') })).toHaveLength(2)
})

test('takes days and months by the clock of the zone, across daylight saving', async ({ db }) => {
  const beforeMidnight = await recordPast(db, { acceptedAt: '2026-03-28T22:59:59Z' })
  const first = await recordPast(db, { acceptedAt: '2026-03-28T23:00:00Z' })
  const last = await recordPast(db, { acceptedAt: '2026-03-29T21:59:59Z' })
  const after = await recordPast(db, { acceptedAt: '2026-03-29T22:00:00Z' })
  const april = await recordPast(db, { acceptedAt: '2026-03-31T22:00:00Z' })
  const zone = 'Europe/Berlin'
  await db.query(`SET LOCAL TimeZone = 'America/New_York'`)

  const idsOf = async (filter: ListJobsParameters) => (await listJobs(db, filter)).map(({ jobId }) => jobId)

  expect(await idsOf({ day: '2026-03-29', zone })).toEqual([last, first])
  expect(await idsOf({ day: '2026-03-28', zone })).toEqual([beforeMidnight])
  expect(await idsOf({ day: '2026-03-29' })).toEqual([after, last])
  expect(await idsOf({ month: '2026-04', zone })).toEqual([april])
  expect(await idsOf({ month: '2026-12' })).toEqual([])
})

test('pages by cursor and by offset alike, without loss among jobs of one moment', async ({ db }) => {
  for (let made = 0; made < 7; made += 1) await recordPast(db, { acceptedAt: at('08:00') })
  await db.query(
    `UPDATE audit_jobs.jobs SET accepted_at = accepted_at + interval '1 microsecond'
     WHERE job_id IN (SELECT job_id FROM audit_jobs.jobs LIMIT 3)`,
  )
  await db.query(`SET LOCAL TimeZone = 'Asia/Kolkata'`)
  const all = (await listJobs(db)).map(({ jobId }) => jobId)

  const paged: string[] = []
  for (let after: string | undefined, more = true; more; ) {
    const page = await listJobs(db, { limit: 2, after })
    paged.push(...page.map(({ jobId }) => jobId))
    after = page.at(-1)?.cursor
    more = page.length === 2
  }
  const shifted = await listJobs(db, { limit: 2, offset: 3 })

  expect(paged).toEqual(all)
  expect(shifted.map(({ jobId }) => jobId)).toEqual(all.slice(3, 5))
})

test.for<object>([
  { limit: 0 },
  { limit: 501 },
  { limit: 'many' },
  { offset: -1 },
  { after: 'x' },
  { state: 'done' },
  { jobIdPrefix: 'abc%' },
  { jobIdPrefix: 'abcdef012' },
  { day: '2026-02-30' },
  { day: '2026-03-01', month: '2026-03' },
  { month: '2026-13' },
  { zone: '+05:00' },
  { zone: 'Mars/Olympus' },
])('refuses %o', async (given, { db }) => {
  await expect(listJobs(db, given)).rejects.toThrow(InvalidInputError)
})
