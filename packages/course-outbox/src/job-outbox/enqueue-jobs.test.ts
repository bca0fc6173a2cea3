import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { aCourse, aJob } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  cancelPendingJobs,
  claimJobs,
  enqueueJobs,
  InvalidInputError,
  listJobs,
  listPendingJobs,
  lockJobs,
  UnknownCourseError,
} from '../index.js'

test('queues jobs as given and gives them as stored', async ({ db }) => {
  const { entityId } = await aCourse(db)

  const [plain, full] = await enqueueJobs(db, {
    jobs: [
      aJob(entityId, { data: { n: 1 } }),
      aJob(entityId, {
        queueName: 'render_lesson',
        targetQueue: 'staging',
        options: { priority: 3 },
        aggregate: { type: 'lesson', id: 'l-1' },
        orderKey: entityId,
        delayMs: 60_000,
        maxAttempts: 3,
      }),
    ],
  })

  expect(plain).toEqual({
    outboxId: expect.any(String),
    entityId,
    queueName: 'document_processing',
    targetQueue: 'course-generation',
    data: { n: 1 },
    options: {},
    aggregate: null,
    orderKey: null,
    createdAt: expect.any(Date),
    nextAttemptAt: null,
    processedAt: null,
    attempts: 0,
    maxAttempts: 10,
    lastError: null,
    lastAttemptAt: null,
    leaseUntil: null,
    failedAt: null,
    deadReason: null,
  })
  expect(full).toMatchObject({
    queueName: 'render_lesson',
    targetQueue: 'staging',
    options: { priority: 3 },
    aggregate: { type: 'lesson', id: 'l-1' },
    orderKey: entityId,
    nextAttemptAt: expect.any(Date),
    maxAttempts: 3,
  })
})

test('queues 1,000 jobs in one statement, in the order given', async ({ db }) => {
  const { entityId } = await aCourse(db)
  const jobs = Array.from({ length: 1000 }, (_, n) => aJob(entityId, { data: { n } }))

  const queued = await enqueueJobs(db, { jobs })

  expect(queued.map(({ data }) => data.n)).toEqual(jobs.map(({ data }) => data.n))
  expect((await lockJobs(db, { limit: 500 })).map(({ data }) => data.n)).toEqual(
    jobs.slice(0, 500).map(({ data }) => data.n),
  )
})

test('goes with the transaction of the caller', async ({ pool }) => {
  const { entityId } = await aCourse(pool)
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await enqueueJobs(client, { jobs: [aJob(entityId)] })
    expect(await listJobs(pool, { entityId })).toEqual([])
    await client.query('ROLLBACK')
  } finally {
    client.release()
  }

  expect(await listJobs(pool, { entityId })).toEqual([])
})

test('draws the numbers of an order in the order of the commits', async ({ pool }) => {
  const { entityId } = await aCourse(pool)
  const [one, two] = [await pool.connect(), await pool.connect()]
  try {
    await one.query('BEGIN')
    await enqueueJobs(one, { jobs: [aJob(entityId, { orderKey: entityId, data: { n: 1 } })] })
    const second = enqueueJobs(two, { jobs: [aJob(entityId, { orderKey: entityId, data: { n: 2 } })] })
    await one.query('SELECT pg_sleep(0.05)')
    // The second has not got its number yet, nor has its job been seen.
    expect(await listJobs(pool, { entityId })).toEqual([])
    await one.query('COMMIT')
    await second
  } finally {
    one.release()
    two.release()
  }

  const { rows } = await pool.query(
    `SELECT job_data ->> 'n' AS n FROM course_outbox.job_outbox WHERE entity_id = $1 ORDER BY seq`,
    [entityId],
  )
  expect(rows).toEqual([{ n: '1' }, { n: '2' }])
})

test('does not deadlock when many callers queue into the same orders', async ({ pool }) => {
  const { entityId } = await aCourse(pool)
  const keys = Array.from({ length: 8 }, (_, index) => `order-${index}`)

  await Promise.all(
    Array.from({ length: 20 }, (_, caller) => {
      const order = caller % 2 ? keys : keys.toReversed()
      return enqueueJobs(pool, { jobs: order.map((orderKey) => aJob(entityId, { orderKey, targetQueue: 'orders' })) })
    }),
  )

  expect(await listJobs(pool, { entityId, limit: 1000 })).toHaveLength(160)
})

test('refuses a course that does not exist, and the whole list with it', async ({ pool }) => {
  const { entityId } = await aCourse(pool)
  const nowhere = randomUUID()

  await expect(enqueueJobs(pool, { jobs: [aJob(nowhere)] })).rejects.toMatchObject({ courseId: nowhere })
  await expect(enqueueJobs(pool, { jobs: [aJob(entityId), aJob(nowhere)] })).rejects.toThrow(UnknownCourseError)
  expect(await listJobs(pool, { entityId })).toEqual([])
})

test.for([
  { queueName: ' ' },
  { queueName: 'q'.repeat(101) },
  { targetQueue: 'a:b' },
  { options: { priority: 2_097_152 } },
  { options: { repeat: { every: 1 } } },
  { data: { text: 'a\0b' } },
  { delayMs: -1 },
  { orderKey: '' },
  { maxAttempts: 0 },
])('refuses %j as a job, by its place', async (given, { db }) => {
  const { entityId } = await aCourse(db)
  const jobs = [aJob(entityId), { ...aJob(entityId), ...given }]

  const refusal = await enqueueJobs(db, { jobs: jobs as never }).catch((error: unknown) => error)

  expect(refusal).toBeInstanceOf(InvalidInputError)
  expect(refusal).toMatchObject({ parameters: [expect.stringMatching(/^jobs\.1\./)] })
})

test('refuses an empty list and one of more than 1,000', async ({ db }) => {
  const { entityId } = await aCourse(db)

  await expect(enqueueJobs(db, { jobs: [] })).rejects.toThrow(InvalidInputError)
  await expect(enqueueJobs(db, { jobs: Array.from({ length: 1001 }, () => aJob(entityId)) })).rejects.toThrow(
    InvalidInputError,
  )
})

test('lists what is stuck, oldest first', async ({ db }) => {
  const { entityId } = await aCourse(db)
  const [old, fresh] = await enqueueJobs(db, { jobs: [aJob(entityId), aJob(entityId)] })
  await db.query(`UPDATE course_outbox.job_outbox SET created_at = now() - interval '1 hour' WHERE outbox_id = $1`, [
    old?.outboxId,
  ])

  const ids = async (olderThanMs?: number) =>
    (await listPendingJobs(db, { olderThanMs, limit: 1000 }))
      .filter((job) => job.entityId === entityId)
      .map(({ outboxId }) => outboxId)
  expect(await ids()).toEqual([old?.outboxId, fresh?.outboxId])
  expect(await ids(600_000)).toEqual([old?.outboxId])
})

test('cancels what has yet to go, and says what somebody held', async ({ db }) => {
  const [{ entityId }, other] = [await aCourse(db), await aCourse(db)]
  const given = { targetQueue: 'cancel' }
  await enqueueJobs(db, { jobs: [aJob(entityId, given), aJob(entityId, given), aJob(other.entityId, given)] })
  const [leased] = await claimJobs(db, { workerId: 'w', leaseMs: 1000, limit: 1, targetQueue: 'cancel' })

  const cancelled = await cancelPendingJobs(db, { entityId })

  expect(cancelled).toHaveLength(2)
  expect(cancelled.filter((job) => job.wasLeased)).toMatchObject([
    { outboxId: leased?.outboxId, targetQueue: 'cancel' },
  ])
  expect(await cancelPendingJobs(db, { entityId })).toEqual([])
  expect(await listJobs(db, other)).toHaveLength(1)
})

test('cancels only the kind that is named', async ({ db }) => {
  const { entityId } = await aCourse(db)
  await enqueueJobs(db, { jobs: [aJob(entityId, { queueName: 'a' }), aJob(entityId, { queueName: 'b' })] })

  expect(await cancelPendingJobs(db, { entityId, queueName: 'a' })).toMatchObject([{ queueName: 'a' }])
})
