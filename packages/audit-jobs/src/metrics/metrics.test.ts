import { expect } from 'vitest'

import { aLifeCycle, at } from '../../test/events.js'
import { daysAgo, minutesAgo, recordPast } from '../../test/history.js'
import { test } from '../../test/test.js'
import {
  getJobTotals,
  InvalidInputError,
  listDailyOutcomes,
  listFailureReasons,
  listJobMetricsByBot,
  listLastDurations,
  listStageSummary,
  listThroughput,
  rankBots,
  recordEvents,
  recordStageStart,
} from '../index.js'

test('listJobMetricsByBot leaves canceled and unfinished jobs out of the rate', async ({ db }) => {
  await recordPast(db, { acceptedAt: at('08:00'), startedAt: at('08:00'), finishedAt: at('08:01') })
  await recordPast(db, { acceptedAt: at('08:00'), startedAt: at('08:00'), finishedAt: at('08:02') })
  await recordPast(db, { acceptedAt: at('08:00'), startedAt: at('08:00'), finishedAt: at('08:03'), state: 'failed' })
  await recordPast(db, { acceptedAt: at('08:00'), finishedAt: at('08:03'), state: 'canceled' })
  await recordPast(db, { acceptedAt: at('08:00'), startedAt: at('08:00') })
  await recordPast(db, { botId: 'new-bot', acceptedAt: at('08:00') })

  expect(await listJobMetricsByBot(db)).toEqual([
    {
      botId: 'invoice-bot',
      totalJobs: 5,
      succeededJobs: 2,
      failedJobs: 1,
      avgDurationSeconds: 120,
      successRate: 66.67,
    },
    { botId: 'new-bot', totalJobs: 1, succeededJobs: 0, failedJobs: 0, avgDurationSeconds: null, successRate: null },
  ])
})

test('rankBots puts the busiest first, with percentiles', async ({ db }) => {
  for (let minutes = 1; minutes <= 100; minutes += 1) {
    await recordPast(db, {
      acceptedAt: daysAgo(2),
      startedAt: daysAgo(2),
      finishedAt: new Date(daysAgo(2).getTime() + minutes * 60_000),
    })
  }
  await recordPast(db, { botId: 'idle-bot', acceptedAt: daysAgo(2) })

  const [busy, idle] = await rankBots(db)

  expect(busy).toMatchObject({ botId: 'invoice-bot', total: 100, succeeded: 100, successRate: 100 })
  for (const [found, minutes] of [
    [busy?.averageMs, 50.5],
    [busy?.p50Ms, 50.5],
    [busy?.p95Ms, 95.05],
    [busy?.p99Ms, 99.01],
  ]) {
    expect(found).toBeCloseTo((minutes ?? 0) * 60_000, -3)
  }
  expect(busy?.totalSeconds).toBeCloseTo(5050 * 60, -1)
  expect(idle).toMatchObject({ botId: 'idle-bot', queued: 1, successRate: null, p50Ms: null, totalSeconds: 0 })
  expect(await rankBots(db, { limit: 1 })).toHaveLength(1)
  expect(await rankBots(db, { from: daysAgo(1) })).toEqual([])
  await expect(rankBots(db, { limit: 201 })).rejects.toThrow(InvalidInputError)
})

test('totals do not overflow, however long the jobs ran', async ({ db }) => {
  expect(await getJobTotals(db)).toEqual({ jobs: 0, secondsSpent: 0, topBot: null })
  for (let made = 0; made < 3; made += 1) {
    await recordPast(db, { acceptedAt: at('08:00'), startedAt: at('08:00'), finishedAt: '2027-01-01T00:00:00Z' })
  }

  expect(await getJobTotals(db)).toEqual({
    jobs: 3,
    secondsSpent: 3 * 2_147_483.647,
    topBot: { botId: 'invoice-bot', jobs: 3 },
  })
  expect((await rankBots(db))[0]?.totalSeconds).toBe(3 * 2_147_483.647)
})

test('listLastDurations gives the latest first, of one bot if asked', async ({ db }) => {
  const first = await recordPast(db, { acceptedAt: at('08:00'), startedAt: at('08:00'), finishedAt: at('08:01') })
  const last = await recordPast(db, {
    botId: 'b',
    acceptedAt: at('07:00'),
    startedAt: at('08:00'),
    finishedAt: at('08:02'),
  })
  await recordPast(db, { acceptedAt: at('08:00'), startedAt: at('08:00') })

  expect((await listLastDurations(db)).map(({ jobId }) => jobId)).toEqual([last, first])
  expect(await listLastDurations(db, { botId: 'b' })).toMatchObject([{ jobId: last, durationMs: 120_000 }])
  expect(await listLastDurations(db, { limit: 1 })).toHaveLength(1)
})

test('listFailureReasons groups by name and message', async ({ db }) => {
  for (const finishedAt of [at('08:01'), at('08:03')]) {
    await recordPast(db, { acceptedAt: at('08:00'), finishedAt, state: 'failed', error: 'Login failed.' })
  }
  await recordPast(db, { acceptedAt: at('08:00'), finishedAt: at('08:05'), state: 'failed', error: 'No page.' })

  expect(await listFailureReasons(db)).toMatchObject([
    { message: 'Login failed.', failures: 2, lastFailedAt: at('08:03') },
    { message: 'No page.', failures: 1 },
  ])
  expect(await listFailureReasons(db, { from: at('08:04'), botId: 'invoice-bot' })).toHaveLength(1)
  expect(await listFailureReasons(db, { botId: 'other' })).toEqual([])
})

test('listDailyOutcomes has every day, with zeros where nothing ended', async ({ db }) => {
  await recordPast(db, { acceptedAt: daysAgo(3), finishedAt: minutesAgo(1) })
  await recordPast(db, { acceptedAt: daysAgo(3), finishedAt: minutesAgo(1), state: 'failed' })
  await recordPast(db, { acceptedAt: daysAgo(30), finishedAt: daysAgo(20) })

  const days = await listDailyOutcomes(db, { zone: 'Pacific/Kiritimati' })

  expect(days).toHaveLength(14)
  expect(days.reduce((sum, day) => sum + day.succeeded, 0)).toBe(1)
  expect(days.filter(({ successRate }) => successRate === 50)).toHaveLength(1)
  expect(new Set(days.map(({ day }) => day)).size).toBe(14)
  await expect(listDailyOutcomes(db, { days: 366 })).rejects.toThrow(InvalidInputError)
})

test('listThroughput has 23 hours when the clocks go forward and 25 when they go back', async ({ db }) => {
  const zone = 'Europe/Berlin'
  await recordPast(db, { acceptedAt: '2026-10-25T00:30:00Z', finishedAt: '2026-10-25T01:30:00Z' })

  const spring = await listThroughput(db, { by: 'hour', day: '2026-03-29', zone })
  const autumn = await listThroughput(db, { by: 'hour', day: '2026-10-25', zone })
  const plain = await listThroughput(db, { by: 'hour', day: '2026-10-25' })

  expect(spring.map(({ label }) => label.slice(11))).not.toContain('02:00')
  expect([spring.length, autumn.length, plain.length]).toEqual([23, 25, 24])
  const repeated = autumn.filter(({ label }) => label === '2026-10-25T02:00')
  expect(repeated).toMatchObject([
    { accepted: 1, succeeded: 0 },
    { accepted: 0, succeeded: 1 },
  ])
  for (const buckets of [spring, autumn, plain]) {
    for (const [index, bucket] of buckets.slice(1).entries()) expect(bucket.startsAt).toEqual(buckets[index]?.endsAt)
  }
})

test('listThroughput keeps to a day of 23 and a half hours', async ({ db }) => {
  const hours = await listThroughput(db, { by: 'hour', day: '2026-10-04', zone: 'Australia/Lord_Howe' })

  expect(hours).toHaveLength(24)
  expect(hours.at(-1)?.endsAt).toEqual(new Date('2026-10-04T13:00:00Z'))
})

test('listThroughput counts days, months and last hours, whatever the zone of the session', async ({ db }) => {
  await db.query(`SET LOCAL TimeZone = 'America/New_York'`)
  const zone = 'Europe/Berlin'
  await recordPast(db, { acceptedAt: '2026-02-28T23:30:00Z', finishedAt: '2026-03-31T22:30:00Z', state: 'failed' })

  const days = await listThroughput(db, { by: 'day', month: '2026-03', zone })
  const months = await listThroughput(db, { by: 'month', year: 2026, zone, botId: 'invoice-bot' })
  const none = await listThroughput(db, { by: 'month', year: 2026, zone, botId: 'other' })

  expect(days).toHaveLength(31)
  expect(days[0]).toMatchObject({ label: '2026-03-01T00:00', accepted: 1 })
  expect(days.reduce((sum, { failed }) => sum + failed, 0)).toBe(0)
  expect(months.map(({ accepted, failed }) => accepted * 10 + failed)).toEqual([0, 0, 10, 1, 0, 0, 0, 0, 0, 0, 0, 0])
  expect(none.every(({ accepted }) => accepted === 0)).toBe(true)
})

test('listThroughput of the last hours ends with the present one', async ({ db }) => {
  await recordPast(db, { acceptedAt: minutesAgo(0) })
  await recordPast(db, { acceptedAt: minutesAgo(60 * 49) })

  const hours = await listThroughput(db, { by: 'last_hours', zone: 'Asia/Kolkata' })

  expect(hours).toHaveLength(48)
  expect(hours.at(-1)?.label.slice(14)).toBe('00')
  expect(hours.at(-1)?.endsAt.getTime()).toBeGreaterThan(Date.now())
  expect(hours.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(1)
  expect(await listThroughput(db, { by: 'last_hours', hours: 720 })).toHaveLength(720)
})

test.for<object>([
  { by: 'week' },
  { by: 'hour' },
  { by: 'hour', day: '2026-02-30' },
  { by: 'day', month: '2026-3' },
  { by: 'month', year: '2026' },
  { by: 'last_hours', hours: 721 },
  { by: 'last_hours', zone: 'UTC+3' },
])('listThroughput refuses %o', async (given, { db }) => {
  await expect(listThroughput(db, given as { by: 'hour'; day: string })).rejects.toThrow(InvalidInputError)
})

test('listStageSummary sums up by name, for some bots or times if asked', async ({ db }) => {
  const jobId = await recordPast(db, { botId: 'other-bot', acceptedAt: at('08:00') })
  await recordEvents(db, { events: aLifeCycle() })
  await recordStageStart(db, { jobId, stageName: 'login', at: at('09:00') })

  expect(await listStageSummary(db)).toEqual([
    {
      stageName: 'fill-form',
      total: 1,
      open: 0,
      succeeded: 0,
      failed: 1,
      averageMs: 120_000,
      minMs: 120_000,
      maxMs: 120_000,
      p50Ms: 120_000,
      p95Ms: 120_000,
    },
    {
      stageName: 'login',
      total: 2,
      open: 1,
      succeeded: 1,
      failed: 0,
      averageMs: 60_000,
      minMs: 60_000,
      maxMs: 60_000,
      p50Ms: 60_000,
      p95Ms: 60_000,
    },
  ])
  expect(await listStageSummary(db, { botId: 'other-bot' })).toMatchObject([
    { stageName: 'login', total: 1, averageMs: null },
  ])
  expect(await listStageSummary(db, { to: at('08:30') })).toMatchObject([{ total: 1 }, { total: 1, open: 0 }])
  expect(await listStageSummary(db, { from: at('10:00') })).toEqual([])
})
