import { createNotifier, createWake } from '@schemata/worker'
import { Client, type Pool } from 'pg'
import { afterEach, describe, expect } from 'vitest'

import { atEnd, runEndings } from '../../test/at-end.js'
import { aCourse, age, aJob } from '../../test/builders.js'
import { countingPool } from '../../test/counting-pool.js'
import { test } from '../../test/test.js'
import { until } from '../../test/until.js'
import {
  createMemoryPublisher,
  enqueueJobs,
  listDeadJobs,
  listEvents,
  listJobs,
  type NewJob,
  OUTBOX_WAKE,
  OutboxRelay,
  type OutboxRelayOptions,
  type RelayEvent,
} from '../index.js'

afterEach(runEndings)

let queues = 0

/** A relay with a queue of its own, stopped at the test's end. */
function aRelay(pool: Pool, given: Partial<OutboxRelayOptions> = {}) {
  const publisher = createMemoryPublisher()
  const queue = given.queue ?? `queue-${++queues}`
  const events: RelayEvent[] = []
  const relay = new OutboxRelay({
    pool,
    publisher,
    queue,
    pollMs: 50,
    onEvent: (event) => events.push(event),
    ...given,
  })
  atEnd(() => relay.stop({ drainMs: 1000 }))
  return { relay, publisher, queue, events }
}

async function enqueue(pool: Pool, queue: string, jobs: Partial<NewJob>[]) {
  const { entityId } = await aCourse(pool)
  const queued = await enqueueJobs(pool, { jobs: jobs.map((job) => aJob(entityId, { targetQueue: queue, ...job })) })
  return { entityId, ids: queued.map(({ outboxId }) => outboxId) }
}

const many = (count: number, job: (place: number) => Partial<NewJob> = () => ({})) =>
  Array.from({ length: count }, (_, place) => ({ data: { place }, ...job(place) }))

describe.for(['transaction', 'lease'] as const)('in %s mode', (mode) => {
  test('hands jobs over in order and marks them by the clock of the database', async ({ pool }) => {
    const { relay, publisher, queue } = aRelay(pool, { mode, concurrency: 1, batch: 20 })
    const { entityId, ids } = await enqueue(pool, queue, many(50))

    relay.start()
    await until(() => relay.status().handedOver === 50)

    expect(publisher.jobs.map(({ outboxId }) => outboxId)).toEqual(ids)
    const [job] = await listJobs(pool, { entityId })
    expect(job).toMatchObject({ processedAt: expect.any(Date), leaseUntil: null, lastError: null })
    const { rows } = await pool.query('SELECT abs(extract(epoch FROM clock_timestamp() - $1::timestamptz)) AS age', [
      job?.processedAt,
    ])
    expect(Number(rows[0].age)).toBeLessThan(10)
  })

  test('finds the wrong jobs of a batch, tries them again later, and gives up at the limit', async ({ pool }) => {
    const { relay, publisher, queue, events } = aRelay(pool, { mode, backoff: { baseMs: 1, jitter: 0 }, pollMs: 10 })
    publisher.refuse(({ data }) => (Number(data.place) % 10 === 3 ? 'later' : undefined))
    const { entityId, ids } = await enqueue(
      pool,
      queue,
      many(30, () => ({ maxAttempts: 2 })),
    )

    relay.start()
    await until(() => relay.status().dead === 3)

    expect(publisher.jobs).toHaveLength(27)
    const dead = await listDeadJobs(pool, { entityId })
    expect(dead.map(({ outboxId }) => outboxId).sort()).toEqual([ids[3], ids[13], ids[23]].sort())
    expect(dead[0]).toMatchObject({
      attempts: 2,
      deadReason: 'attempts used up',
      lastError: expect.stringContaining('was refused'),
    })
    expect(events.filter(({ type }) => type === 'dead')).toHaveLength(3)
    expect((await listEvents(pool, { entityId })).filter(({ eventType }) => eventType === 'JOB_FAILED')).toHaveLength(3)
  })

  test('gives a job up at once that can never be taken', async ({ pool }) => {
    const { relay, publisher, queue } = aRelay(pool, { mode })
    publisher.refuse(() => 'never')
    const { entityId } = await enqueue(pool, queue, many(1))

    relay.start()
    await until(() => relay.status().dead === 1)

    expect(await listDeadJobs(pool, { entityId })).toMatchObject([{ attempts: 1, deadReason: 'permanent error' }])
  })

  test('burns no attempt while the queue is away, asks nobody but the queue, and goes on when it is back', async ({
    pool,
  }) => {
    const counted = { queries: 0 }
    const counting = countingPool(pool, counted)
    const { relay, publisher, queue, events } = aRelay(pool, { mode, pool: counting, heartbeatMs: 5000 })
    publisher.setAvailable(false)
    const { entityId } = await enqueue(pool, queue, many(5))

    relay.start()
    await until(() => relay.status().state === 'paused')
    await new Promise((resolve) => setTimeout(resolve, 50))
    const before = counted.queries
    await new Promise((resolve) => setTimeout(resolve, 1500))

    expect(counted.queries - before).toBeLessThan(3)
    expect(await listJobs(pool, { entityId })).toMatchObject(
      Array.from({ length: 5 }, () => ({ attempts: 0, lastError: null, processedAt: null })),
    )
    publisher.setAvailable(true)
    await until(() => relay.status().handedOver === 5)
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['paused', 'resumed', 'handed-over']))
  })
})

test('several relays hand every job over once', async ({ pool }) => {
  const first = aRelay(pool, { batch: 10 })
  const calls: string[] = []
  const publisher = {
    ...first.publisher,
    publish: async (_: string, jobs: readonly { outboxId: string }[]) => {
      calls.push(...jobs.map(({ outboxId }) => outboxId))
    },
  }
  const relays = [1, 2, 3].map(() => aRelay(pool, { queue: first.queue, publisher, batch: 10 }).relay)
  const { ids } = await enqueue(pool, first.queue, many(300))

  for (const relay of relays) relay.start()
  await until(() => calls.length >= 300)

  expect(calls.toSorted()).toEqual(ids.toSorted())
})

test('serves its own queue only', async ({ pool }) => {
  const [mine, other] = [aRelay(pool), aRelay(pool)]
  await enqueue(pool, mine.queue, many(2))
  const { entityId } = await enqueue(pool, other.queue, many(1))

  mine.relay.start()
  await until(() => mine.publisher.jobs.length === 2)
  await mine.relay.stop()

  expect(await listJobs(pool, { entityId })).toMatchObject([{ processedAt: null }])
})

test('jobs with an order key go in order, a refused one holding back its own course only', async ({ pool }) => {
  const { relay, publisher, queue } = aRelay(pool, { backoff: { baseMs: 50, maxMs: 50, jitter: 0 }, pollMs: 10 })
  let refusing = true
  publisher.refuse(({ data }) => (refusing && data.place === 0 && data.course === 'a' ? 'later' : undefined))
  for (const course of ['a', 'b']) {
    await enqueue(
      pool,
      queue,
      many(5, (place) => ({ orderKey: `${queue}-${course}`, data: { place, course }, maxAttempts: 1000 })),
    )
  }
  const order = (course: string) =>
    publisher.jobs.filter(({ data }) => data.course === course).map(({ data }) => data.place)

  relay.start()
  await until(() => publisher.jobs.length === 5)
  expect(order('b')).toEqual([0, 1, 2, 3, 4])
  refusing = false
  await until(() => publisher.jobs.length === 10)

  expect(order('a')).toEqual([0, 1, 2, 3, 4])
})

test('a hundred poison jobs delay good ones by less than two seconds', async ({ pool }) => {
  const { relay, publisher, queue } = aRelay(pool)
  publisher.refuse(({ data }) => (data.poison ? 'later' : undefined))
  await enqueue(
    pool,
    queue,
    many(100, () => ({ data: { poison: true } })),
  )
  await enqueue(pool, queue, many(300))

  const began = performance.now()
  relay.start()
  await until(() => publisher.jobs.length === 300)

  expect(performance.now() - began).toBeLessThan(2000)
})

test('is woken by a notification after the commit', async ({ pool, url }) => {
  const wake = createWake({ connect: () => new Client({ connectionString: url }) })
  await wake.start()
  atEnd(() => wake.stop())
  const notifier = createNotifier({ db: pool })
  const { relay, publisher, queue } = aRelay(pool, { wake, pollMs: 60_000 })
  relay.start()
  await new Promise((resolve) => setTimeout(resolve, 600))
  await enqueue(pool, queue, many(1))

  notifier.notify(OUTBOX_WAKE)

  await until(() => publisher.jobs.length === 1, 1000)
})

test('leaves the backlog in the database while the queue is full', async ({ pool }) => {
  const { relay, publisher, queue, events } = aRelay(pool, { highWater: 10, batch: 10, concurrency: 1 })
  await enqueue(pool, queue, many(30))

  relay.start()
  await until(() => relay.status().reason === 'full')
  expect(publisher.jobs).toHaveLength(10)

  publisher.clear()
  await until(() => relay.status().handedOver === 20)
  expect(events).toContainEqual({ type: 'paused', reason: 'full' })
})

test('hands a job over again when its lease ran out', async ({ pool }) => {
  const { relay, publisher, queue } = aRelay(pool, { mode: 'lease' })
  const { ids } = await enqueue(pool, queue, many(1))
  await pool.query(
    `UPDATE course_outbox.job_outbox SET lease_until = now() + interval '1 hour', attempts = 1, fence = 1
     WHERE outbox_id = $1`,
    [ids[0]],
  )
  await age(pool, 'lease_until', '2 hours')

  relay.start()
  await until(async () => {
    const { rows } = await pool.query(
      'SELECT lease_until, next_attempt_at FROM course_outbox.job_outbox WHERE outbox_id = $1',
      [ids[0]],
    )
    return rows[0].lease_until === null && rows[0].next_attempt_at !== null
  })
  await age(pool, 'next_attempt_at', '1 hour')

  await until(() => publisher.jobs.length === 1)
})

test('start and stop may be said twice, in any order and at once', async ({ pool }) => {
  const { relay, publisher, queue } = aRelay(pool)
  await enqueue(pool, queue, many(3))

  expect(relay.start()).toBe(relay.start())
  await until(() => publisher.jobs.length === 3)
  const ends = await Promise.all([relay.stop(), relay.stop()])

  expect(ends).toEqual([{ drained: true }, { drained: true }])
  expect(relay.status().state).toBe('stopped')
  expect(() => relay.start()).toThrow('was stopped')
  expect(await aRelay(pool).relay.stop()).toEqual({ drained: true })
})

test('an idle relay stops at once, however long it would have slept', async ({ pool }) => {
  const { relay } = aRelay(pool, { pollMs: 60_000 })
  relay.start()
  await new Promise((resolve) => setTimeout(resolve, 500))

  const began = performance.now()
  await relay.stop()

  expect(performance.now() - began).toBeLessThan(500)
})

test('a batch that does not end is aborted after the drain, and its jobs stay', async ({ pool }) => {
  const { publisher } = aRelay(pool)
  const stuck = { ...publisher, publish: () => new Promise<void>(() => {}) }
  const { relay, queue } = aRelay(pool, { publisher: stuck, publishTimeoutMs: 60_000, batchTimeoutMs: 60_000 })
  const { entityId } = await enqueue(pool, queue, many(1))
  relay.start()
  await until(
    async () => (await pool.query(`SELECT FROM pg_stat_activity WHERE state = 'idle in transaction'`)).rowCount === 1,
  )

  const began = performance.now()
  expect(await relay.stop({ drainMs: 100 })).toEqual({ drained: false })

  expect(performance.now() - began).toBeLessThan(2500)
  expect(await listJobs(pool, { entityId })).toMatchObject([{ processedAt: null, attempts: 0 }])
})

test('stops with its signal', async ({ pool }) => {
  const controller = new AbortController()
  const { relay } = aRelay(pool, { signal: controller.signal })
  relay.start()

  controller.abort()

  await until(() => relay.status().state === 'stopped')
})

test('lives through the loss of its database connections', async ({ pool }) => {
  const { relay, publisher, queue, events } = aRelay(pool)
  pool.on('error', () => {})
  relay.start()
  await until(
    async () =>
      (await pool.query('SELECT FROM course_outbox.relay_heartbeats WHERE relay_id = $1', [relay.relayId])).rowCount ===
      1,
  )
  await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`)
  await enqueue(pool, queue, many(5)).catch(() => enqueue(pool, queue, many(5)))

  await until(() => publisher.jobs.length === 5)
  expect(events.every(({ type }) => ['error', 'handed-over'].includes(type))).toBe(true)
})

test.for([
  ['queue', { queue: 'a:b' }],
  ['batch', { batch: 501 }],
  ['mode', { mode: 'slow' }],
  ['leaseMs', { mode: 'lease', leaseMs: 5000 }],
  ['receipts.withinMs', { receipts: { withinMs: 1 } }],
  ['publisher', { publisher: {} }],
  ['', { intervall: 5 }],
] as const)('refuses an option that cannot be used: %s', ([option, given], { pool }) => {
  const valid = { pool, publisher: createMemoryPublisher(), queue: 'q' }

  expect(() => new OutboxRelay({ ...valid, ...given } as OutboxRelayOptions)).toThrow(
    expect.objectContaining({ code: 'OUTBOX_INVALID_INPUT', parameters: expect.arrayContaining([option]) }),
  )
})

test('changes to leases where transactions are ended in mid-batch, and back once it goes well', async ({ pool }) => {
  pool.on('error', () => {})
  const { publisher } = aRelay(pool)
  const endings = { left: 2 }
  const slow = {
    ...publisher,
    publish: async (...given: Parameters<typeof publisher.publish>) => {
      // As a pooler or a setting does that ends transactions which stand idle.
      if (endings.left > 0 && given[2].db !== undefined) {
        endings.left -= 1
        await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND state = 'idle in transaction'`)
      }
      await publisher.publish(...given)
    },
  }
  const { relay, queue, events } = aRelay(pool, { publisher: slow, concurrency: 1, batch: 10 })
  const { entityId } = await enqueue(pool, queue, many(200))
  const modes = () => events.flatMap((event) => (event.type === 'mode' ? [event.mode] : []))

  relay.start()
  await until(() => modes().length === 1)
  expect(relay.status()).toMatchObject({ mode: 'lease', errors: 2 })
  await until(() => relay.status().handedOver === 200)

  expect(modes()).toEqual(['lease', 'transaction'])
  const jobs = await listJobs(pool, { entityId, limit: 200 })
  expect(jobs.filter(({ attempts, processedAt }) => processedAt === null || attempts > 1)).toEqual([])
  expect(publisher.jobs).toHaveLength(200)
})
