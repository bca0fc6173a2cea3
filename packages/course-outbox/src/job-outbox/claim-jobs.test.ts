import { randomUUID } from 'node:crypto'

import type { Pool } from 'pg'
import { expect } from 'vitest'

import { aCourse, age, aJob } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  type ClaimedJob,
  claimJobs,
  completeJobs,
  enqueueJobs,
  extendJobLeases,
  failJobs,
  InvalidInputError,
  listDeadJobs,
  listJobs,
  lockJobs,
  type NewJob,
  purgeDeadJobs,
  releaseJobs,
  replayDeadJobs,
  sweepJobs,
} from '../index.js'

/** Jobs of a course and a queue of their own. */
async function queued(db: Parameters<typeof aCourse>[0], ...jobs: Partial<NewJob>[]) {
  const { entityId } = await aCourse(db)
  const targetQueue = `queue-${randomUUID()}`
  await enqueueJobs(db, { jobs: jobs.map((job, n) => aJob(entityId, { data: { n }, targetQueue, ...job })) })
  return { entityId, targetQueue }
}

const numbers = (jobs: ClaimedJob[]) => jobs.map(({ data }) => data.n)

async function inTransaction<Value>(
  pool: Pool,
  work: (client: Parameters<typeof lockJobs>[0]) => Promise<Value>,
  end = 'COMMIT',
) {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const value = await work(client)
    await client.query(end)
    return value
  } finally {
    client.release()
  }
}

const worker = { workerId: 'w-1', leaseMs: 30_000 }

test('gives jobs of the queue in order, and of no other', async ({ db }) => {
  const { targetQueue, entityId } = await queued(db, {}, {}, {})

  const jobs = await lockJobs(db, { targetQueue, limit: 2 })

  expect(numbers(jobs)).toEqual([0, 1])
  expect(jobs[0]).toMatchObject({ entityId, targetQueue, queueName: 'document_processing', attempt: 1, fence: '0' })
  expect(await lockJobs(db, { targetQueue: 'nobody' })).toEqual([])
})

test('locks nothing twice, and lets go at a rollback without a trace', async ({ pool }) => {
  const { targetQueue, entityId } = await queued(pool, {}, {}, {})

  await inTransaction(
    pool,
    async (one) => {
      expect(numbers(await lockJobs(one, { targetQueue, limit: 2 }))).toEqual([0, 1])
      await inTransaction(pool, async (two) => expect(numbers(await lockJobs(two, { targetQueue }))).toEqual([2]))
    },
    'ROLLBACK',
  )

  await inTransaction(pool, async (three) => expect(numbers(await lockJobs(three, { targetQueue }))).toEqual([0, 1, 2]))
  expect(await listJobs(pool, { entityId })).toMatchObject([{ attempts: 0 }, { attempts: 0 }, { attempts: 0 }])
})

test('shares 200 jobs among 8 relays, each once', async ({ pool }) => {
  const { targetQueue } = await queued(pool, ...Array.from({ length: 200 }, () => ({})))
  const seen: unknown[] = []
  const relay = async () => {
    for (;;) {
      const jobs = await inTransaction(pool, async (db) => {
        const locked = await lockJobs(db, { targetQueue, limit: 10 })
        await completeJobs(db, { jobs: locked })
        return locked
      })
      if (jobs.length === 0) return
      seen.push(...numbers(jobs))
    }
  }

  await Promise.all(Array.from({ length: 8 }, relay))

  expect(seen.length).toBe(200)
  expect(new Set(seen).size).toBe(200)
})

test('leases: counts the attempt, raises the fence, and gives nobody else the job', async ({ db }) => {
  const { targetQueue, entityId } = await queued(db, {})

  const [job] = await claimJobs(db, { ...worker, targetQueue })

  expect(job).toMatchObject({ attempt: 1, fence: '1' })
  expect(await claimJobs(db, { ...worker, targetQueue })).toEqual([])
  expect(await lockJobs(db, { targetQueue })).toEqual([])
  expect(await listJobs(db, { entityId })).toMatchObject([{ attempts: 1, leaseUntil: expect.any(Date) }])
})

test('marks as processed, and gives the same answer when told twice', async ({ db }) => {
  const { targetQueue, entityId } = await queued(db, {}, {})
  const jobs = await claimJobs(db, { ...worker, targetQueue })

  const marked = await completeJobs(db, { jobs })
  const [before] = await listJobs(db, { entityId })

  expect(marked.sort()).toEqual(jobs.map(({ outboxId }) => outboxId).sort())
  expect((await completeJobs(db, { jobs })).sort()).toEqual(marked)
  expect((await listJobs(db, { entityId }))[0]).toEqual(before)
  expect(before).toMatchObject({ processedAt: expect.any(Date), leaseUntil: null })
})

test('believes no one who lost the lease', async ({ db }) => {
  const { targetQueue } = await queued(db, {})
  const stale = await claimJobs(db, { ...worker, targetQueue })
  await age(db, 'lease_until', '1 minute')
  expect(await sweepJobs(db)).toBe(1)
  await age(db, 'next_attempt_at', '1 hour')
  const [current] = await claimJobs(db, { ...worker, targetQueue })

  expect(current).toMatchObject({ outboxId: stale[0]?.outboxId, fence: '2', attempt: 2 })
  expect(await completeJobs(db, { jobs: stale })).toEqual([])
  expect(await failJobs(db, { jobs: stale.map((job) => ({ ...job, error: 'late', retryInMs: 0 })) })).toEqual([])
  expect(await extendJobLeases(db, { jobs: stale, leaseMs: 1000 })).toEqual([])
  expect(await releaseJobs(db, { jobs: stale })).toEqual([])
})

test('extends a lease that stands', async ({ db }) => {
  const { targetQueue, entityId } = await queued(db, {})
  const jobs = await claimJobs(db, { ...worker, targetQueue, leaseMs: 1000 })

  expect(await extendJobLeases(db, { jobs, leaseMs: 3_600_000 })).toEqual([jobs[0]?.outboxId])
  const [job] = await listJobs(db, { entityId })
  expect((job?.leaseUntil?.getTime() ?? 0) - Date.now()).toBeGreaterThan(3_000_000)
})

test('gives back untried what was not begun', async ({ db }) => {
  const { targetQueue } = await queued(db, {})
  const jobs = await claimJobs(db, { ...worker, targetQueue })

  expect(await releaseJobs(db, { jobs })).toHaveLength(1)
  expect(await claimJobs(db, { ...worker, targetQueue })).toMatchObject([{ attempt: 1, fence: '2' }])
})

test('tries a failed job again when its time has come', async ({ db }) => {
  const { targetQueue, entityId } = await queued(db, {})
  const [job] = await lockJobs(db, { targetQueue })
  const failed = { outboxId: job?.outboxId ?? '', fence: job?.fence ?? '', error: 'refused', retryInMs: 60_000 }

  expect(await failJobs(db, { jobs: [failed] })).toEqual([{ outboxId: failed.outboxId, outcome: 'retry' }])
  expect(await listJobs(db, { entityId })).toMatchObject([{ attempts: 1, lastError: 'refused', failedAt: null }])
  expect(await lockJobs(db, { targetQueue })).toEqual([])
  await age(db, 'next_attempt_at', '2 minutes')
  expect(await lockJobs(db, { targetQueue })).toMatchObject([{ outboxId: failed.outboxId, attempt: 2 }])
})

test('gives up for ever on a permanent error, and after the last attempt', async ({ db }) => {
  const { targetQueue, entityId } = await queued(db, { maxAttempts: 1 }, {}, {})
  const jobs = await claimJobs(db, { ...worker, targetQueue })
  const retries = [1000, null, 1000]

  const outcomes = await failJobs(db, {
    jobs: jobs.map((job, index) => ({ ...job, error: 'x', retryInMs: retries[index] ?? null })),
  })

  const byId = new Map(outcomes.map(({ outboxId, outcome }) => [outboxId, outcome]))
  expect(jobs.map(({ outboxId }) => byId.get(outboxId))).toEqual(['dead', 'dead', 'retry'])
  expect((await listDeadJobs(db, { entityId })).map(({ deadReason }) => deadReason).sort()).toEqual([
    'attempts used up',
    'permanent error',
  ])
})

test('delivers 5 good jobs past 200 that can never go', async ({ db }) => {
  const { targetQueue, entityId } = await queued(db, ...Array.from({ length: 205 }, () => ({ maxAttempts: 2 })))
  const delivered: unknown[] = []
  for (let poll = 0; poll < 10; poll += 1) {
    const jobs = await lockJobs(db, { targetQueue, limit: 100 })
    const good = jobs.filter(({ data }) => Number(data.n) >= 200)
    await completeJobs(db, { jobs: good })
    const bad = jobs.filter((job) => !good.includes(job))
    await failJobs(db, { jobs: bad.map((job) => ({ ...job, error: 'poison', retryInMs: 0 })) })
    delivered.push(...numbers(good))
  }

  expect(delivered).toEqual([200, 201, 202, 203, 204])
  expect(await listDeadJobs(db, { entityId, limit: 1000 })).toHaveLength(200)
})

test('keeps passwords and NUL out of the recorded error, and cuts it', async ({ db }) => {
  const { targetQueue, entityId } = await queued(db, {})
  const jobs = await lockJobs(db, { targetQueue })
  const error = `connect redis://app:hunter2@redis:6379 \0${'x'.repeat(3000)}`

  await failJobs(db, { jobs: jobs.map((job) => ({ ...job, error, retryInMs: 1 })) })

  const [job] = await listJobs(db, { entityId })
  expect(job?.lastError).toMatch(/^connect redis:\/\/app@redis:6379 x+$/)
  expect(job?.lastError).toHaveLength(2000)
})

test('delays: gives a job when its time has come', async ({ db }) => {
  const { targetQueue } = await queued(db, { delayMs: 60_000 }, {})

  expect(numbers(await lockJobs(db, { targetQueue }))).toEqual([1])
  await age(db, 'next_attempt_at', '2 minutes')
  expect(numbers(await lockJobs(db, { targetQueue }))).toEqual([0, 1])
})

test('neither due nor ready jobs starve the others', async ({ db }) => {
  const many = (job: Partial<NewJob>) => Array.from({ length: 20 }, () => job)
  const { targetQueue } = await queued(db, ...many({ delayMs: 1 }), ...many({}))
  await age(db, 'next_attempt_at', '1 hour')

  const jobs = numbers(await lockJobs(db, { targetQueue, limit: 8 }))

  expect(jobs.filter((n) => Number(n) < 20)).toHaveLength(2)
  expect(jobs.filter((n) => Number(n) >= 20)).toHaveLength(6)
})

test('strict order: gives one job of a key at a time, in order, also over retries', async ({ db }) => {
  const { targetQueue } = await queued(db, { orderKey: 'k' }, { orderKey: 'k' }, { orderKey: 'other' }, {})

  const first = await lockJobs(db, { targetQueue })
  expect(numbers(first)).toEqual([0, 2, 3])
  await completeJobs(db, { jobs: first.slice(1) })
  await failJobs(db, { jobs: first.slice(0, 1).map((job) => ({ ...job, error: 'x', retryInMs: 60_000 })) })
  expect(await lockJobs(db, { targetQueue })).toEqual([])
  await age(db, 'next_attempt_at', '2 minutes')
  const again = await lockJobs(db, { targetQueue })
  expect(numbers(again)).toEqual([0])
  await completeJobs(db, { jobs: again })
  expect(numbers(await lockJobs(db, { targetQueue }))).toEqual([1])
})

test('strict order: a dead job holds the rest back until it is replayed', async ({ db }) => {
  const { targetQueue, entityId } = await queued(db, { orderKey: 'd' }, { orderKey: 'd' })
  const jobs = await lockJobs(db, { targetQueue })
  await failJobs(db, { jobs: jobs.map((job) => ({ ...job, error: 'x', retryInMs: null })) })
  expect(await lockJobs(db, { targetQueue })).toEqual([])

  await replayDeadJobs(db, { entityId })

  expect(numbers(await lockJobs(db, { targetQueue }))).toEqual([0])
})

test('sweeps what silent workers held: again later, or dead at last', async ({ db }) => {
  const { targetQueue, entityId } = await queued(db, { maxAttempts: 2 })
  for (const attempt of [1, 2]) {
    expect(await claimJobs(db, { ...worker, targetQueue })).toMatchObject([{ attempt }])
    expect(await sweepJobs(db)).toBe(0)
    await age(db, 'lease_until', '1 minute')
    expect(await sweepJobs(db)).toBe(1)
    await age(db, 'next_attempt_at', '1 hour')
  }

  expect(await listDeadJobs(db, { entityId })).toMatchObject([{ attempts: 2, deadReason: 'crashed worker' }])
})

test('lists dead jobs page by page, first death first', async ({ db }) => {
  const { targetQueue, entityId } = await queued(db, {}, {}, {})
  for (const job of await lockJobs(db, { targetQueue })) {
    await failJobs(db, { jobs: [{ ...job, error: 'x', retryInMs: null }] })
  }

  const page = await listDeadJobs(db, { entityId, limit: 2 })
  const rest = await listDeadJobs(db, { entityId, limit: 2, after: page.at(-1)?.outboxId })

  expect([...page, ...rest].map(({ data }) => data.n)).toEqual([0, 1, 2])
})

test.for(['ids', 'course', 'all'] as const)(
  'replays dead jobs by %s: attempts from zero, fences kept',
  async (by, { db }) => {
    const { targetQueue, entityId } = await queued(db, {}, {})
    const jobs = await claimJobs(db, { ...worker, targetQueue })
    const dead = jobs.slice(0, 1)
    await failJobs(db, { jobs: dead.map((job) => ({ ...job, error: 'x', retryInMs: null })) })
    const ids = dead.map(({ outboxId }) => outboxId)

    const which = {
      ids: { outboxIds: jobs.map(({ outboxId }) => outboxId) },
      course: { entityId },
      all: 'all' as const,
    }
    expect(await replayDeadJobs(db, which[by])).toEqual(ids)

    expect(await claimJobs(db, { ...worker, targetQueue })).toMatchObject([
      { outboxId: ids[0], attempt: 1, fence: '2' },
    ])
    expect(await replayDeadJobs(db, which[by])).toEqual([])
  },
)

test('purges what died long ago, and nothing else', async ({ db }) => {
  const { targetQueue, entityId } = await queued(db, {}, {}, {})
  const jobs = await lockJobs(db, { targetQueue })
  await failJobs(db, { jobs: jobs.slice(0, 2).map((job) => ({ ...job, error: 'x', retryInMs: null })) })
  await db.query(`UPDATE course_outbox.job_outbox SET failed_at = now() - interval '100 days' WHERE outbox_id = $1`, [
    jobs[0]?.outboxId,
  ])

  expect(await purgeDeadJobs(db, { olderThanMs: 90 * 86_400_000 })).toBe(1)
  expect((await listJobs(db, { entityId })).map(({ data }) => data.n).sort()).toEqual([1, 2])
})

test.for([{ limit: 0 }, { limit: 501 }, { targetQueue: '' }])('lockJobs refuses %j', async (given, { db }) => {
  await expect(lockJobs(db, given)).rejects.toThrow(InvalidInputError)
})

test('refuses one job twice, and what is no fence', async ({ db }) => {
  const job = { outboxId: randomUUID(), fence: '1' }

  await expect(completeJobs(db, { jobs: [job, job] })).rejects.toThrow(InvalidInputError)
  await expect(completeJobs(db, { jobs: [{ ...job, fence: 'x' }] })).rejects.toThrow(InvalidInputError)
  await expect(failJobs(db, { jobs: [{ ...job, error: 'x', retryInMs: -1 }] })).rejects.toThrow(InvalidInputError)
  await expect(claimJobs(db, { ...worker, leaseMs: 0 })).rejects.toThrow(InvalidInputError)
  await expect(releaseJobs(db, { jobs: [job, job] })).rejects.toThrow(InvalidInputError)
  await expect(extendJobLeases(db, { jobs: [job], leaseMs: 0 })).rejects.toThrow(InvalidInputError)
  await expect(sweepJobs(db, { limit: 0 })).rejects.toThrow(InvalidInputError)
  await expect(replayDeadJobs(db, { outboxIds: ['x'] })).rejects.toThrow(InvalidInputError)
  await expect(purgeDeadJobs(db, { olderThanMs: -1 })).rejects.toThrow(InvalidInputError)
})
