import { expect } from 'vitest'

import { minutesAgo, recordPast } from '../../test/history.js'
import { test } from '../../test/test.js'
import { cancelJob, getJob, recordStarted, recordSucceeded } from '../index.js'

const nowhere = '00000000-0000-4000-8000-00000000dead'

test('cancelJob cancels a job that waits, once', async ({ db }) => {
  const jobId = await recordPast(db, { acceptedAt: minutesAgo(5) })

  expect(await cancelJob(db, { jobId, reason: 'Not needed.' })).toEqual({ outcome: 'canceled' })
  expect(await cancelJob(db, { jobId })).toEqual({ outcome: 'refused', reason: 'canceled' })

  expect(await getJob(db, { jobId })).toMatchObject({
    state: 'canceled',
    errorMessage: 'Not needed.',
    durationMs: null,
  })
  expect(await recordSucceeded(db, { jobId, at: new Date(Date.now() + 1000) })).toEqual({ outcome: 'ignored' })
})

test('cancelJob refuses what runs, has ended or is not there, and says so', async ({ db }) => {
  const running = await recordPast(db, { acceptedAt: minutesAgo(5), startedAt: minutesAgo(4) })
  const failed = await recordPast(db, { acceptedAt: minutesAgo(5), finishedAt: minutesAgo(4), state: 'failed' })

  expect(await cancelJob(db, { jobId: running })).toEqual({ outcome: 'refused', reason: 'running' })
  expect(await cancelJob(db, { jobId: failed })).toEqual({ outcome: 'refused', reason: 'failed' })
  expect(await cancelJob(db, { jobId: nowhere })).toEqual({ outcome: 'refused', reason: 'unknown' })
  expect(await getJob(db, { jobId: running })).toMatchObject({ state: 'running' })
})

test('a cancellation and a start at once leave one of them standing', async ({ pool }) => {
  for (let round = 0; round < 20; round += 1) {
    const jobId = await recordPast(pool, { acceptedAt: minutesAgo(5) })

    const [cancellation] = await Promise.all([cancelJob(pool, { jobId }), recordStarted(pool, { jobId })])

    const { state } = await getJob(pool, { jobId })
    expect(state).toBe(cancellation.outcome === 'canceled' ? 'canceled' : 'running')
  }
})
