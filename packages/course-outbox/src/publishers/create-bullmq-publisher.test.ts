import { randomUUID } from 'node:crypto'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { afterEach, describe, expect, inject, test } from 'vitest'

import { atEnd, runEndings } from '../../test/at-end.js'
import { findRedisServer, startRedis } from '../../test/redis.js'
import { createBullmqPublisher } from '../bullmq.js'
import type { ClaimedJob } from '../job-outbox/claimed-job.js'

const redisUrl = inject('redisUrl')

afterEach(runEndings)

function aClaim(given: Partial<ClaimedJob> = {}): ClaimedJob {
  return {
    outboxId: randomUUID(),
    fence: '0',
    entityId: randomUUID(),
    queueName: 'document_processing',
    targetQueue: 'q',
    data: { file: 1 },
    options: {},
    orderKey: null,
    createdAt: new Date(),
    attempt: 1,
    ...given,
  }
}

const context = { signal: new AbortController().signal, db: undefined }

function setUp(url: string) {
  const publisher = createBullmqPublisher({ url, timeoutMs: 1000 })
  atEnd(() => publisher.close())
  const name = `queue-${randomUUID()}`
  const client = new Redis(url, { maxRetriesPerRequest: null })
  client.on('error', () => {})
  const queue = new Queue(name, { connection: client })
  queue.on('error', () => {})
  atEnd(async () => {
    await queue.close()
    client.disconnect()
  })
  return { publisher, name, queue, client }
}

describe.runIf(redisUrl !== null)('with a Redis', () => {
  const connected = async () => {
    const set = setUp(redisUrl ?? '')
    await set.queue.waitUntilReady()
    await expect
      .poll(() =>
        set.publisher.probe(set.name).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
    return set
  }

  test('adds jobs under their outbox ids, in order, and a known one once', async () => {
    const { publisher, name, queue } = await connected()
    const jobs = [aClaim(), aClaim({ options: { priority: 0, jobId: 'mine', delay: 0 } }), aClaim()]

    await publisher.publish(name, jobs, context)
    await publisher.publish(name, jobs, context)

    const added = await queue.getJobs(['waiting'], 0, 10, true)
    expect(added.map(({ id }) => id)).toEqual(jobs.map(({ outboxId }) => outboxId))
    expect(added[0]).toMatchObject({ name: 'document_processing', data: { file: 1 } })
    expect(await publisher.countWaiting?.(name)).toBe(3)
  })

  test('adds many jobs a part at a time and still in order, and sends no part behind one that is refused', async () => {
    const { publisher, name, queue } = await connected()
    const jobs = Array.from({ length: 600 }, () => aClaim())
    const large = aClaim({ data: { text: 'x'.repeat(100) }, options: { sizeLimit: 50 } })

    await publisher.publish(name, jobs, context)
    await expect(publisher.publish(name, [large, ...jobs.map(() => aClaim())], context)).rejects.toThrow('size')

    const added = await queue.getJobs(['waiting'], 0, 1000, true)
    expect(added.map(({ id }) => id)).toEqual(jobs.map(({ outboxId }) => outboxId))
  })

  test('keeps finished jobs long enough to know them again, whatever the job wishes', async () => {
    const { publisher, name, queue } = await connected()
    const [none, count, long, ever] = [
      aClaim({ options: { removeOnComplete: true, removeOnFail: true } }),
      aClaim({ options: { removeOnComplete: { count: 5 }, removeOnFail: 5 } }),
      aClaim({ options: { removeOnComplete: { age: 1_000_000 } } }),
      aClaim({ options: { removeOnComplete: false } }),
    ]

    await publisher.publish(name, [none, count, long, ever], context)

    const kept = async ({ outboxId }: ClaimedJob) => (await queue.getJob(outboxId))?.opts
    expect(await kept(none)).toMatchObject({ removeOnComplete: { age: 86_400 }, removeOnFail: { age: 604_800 } })
    expect(await kept(count)).toMatchObject({ removeOnComplete: { age: 86_400 }, removeOnFail: { age: 604_800 } })
    expect(await kept(long)).toMatchObject({ removeOnComplete: { age: 1_000_000 }, attempts: 3 })
    expect(await kept(ever)).toMatchObject({ removeOnComplete: false })
  })

  test.for([{ repeat: { every: 1000 } }, { priority: 1.5 }, { attempts: 'many' }] as Record<string, unknown>[])(
    'refuses options that a row should not have: %o',
    async (options) => {
      const { publisher, name, queue } = await connected()
      const bad = aClaim({ options })

      await expect(publisher.publish(name, [aClaim(), bad], context)).rejects.toMatchObject({
        code: 'OUTBOX_JOB_REFUSED',
        outboxId: bad.outboxId,
      })
      expect(await queue.getJobCounts('waiting')).toMatchObject({ waiting: 0 })
    },
  )

  test('a job that is too large is at fault, not the queue', async () => {
    const { publisher, name } = await connected()
    const large = aClaim({ data: { text: 'x'.repeat(100) }, options: { sizeLimit: 50 } })

    const error = await publisher.publish(name, [large], context).catch((thrown: unknown) => thrown)

    expect(error).toBeInstanceOf(Error)
    expect(publisher.isUnavailable(error)).toBe(false)
  })

  test('sends again what the queue lost or has finished, and leaves what waits', async () => {
    const { publisher, name, queue, client } = await connected()
    const [waiting, lost, failed] = [aClaim(), aClaim(), aClaim()]
    await publisher.publish(name, [failed], context)
    await client.lrem(`bull:${name}:wait`, 0, failed.outboxId)
    await client.zadd(`bull:${name}:failed`, Date.now(), failed.outboxId)
    await publisher.publish(name, [waiting], context)

    const sent = await publisher.republish?.(name, [waiting, lost, failed], context)

    expect(sent).toEqual([lost.outboxId, failed.outboxId])
    expect(await queue.getJobCounts('waiting', 'failed')).toMatchObject({ waiting: 3, failed: 0 })
  })

  test('takes jobs out that have not begun', async () => {
    const { publisher, name, queue } = await connected()
    const job = aClaim()
    await publisher.publish(name, [job], context)

    expect(await publisher.withdraw?.(name, [job.outboxId, randomUUID()])).toEqual([job.outboxId])
    expect(await queue.getJobCounts('waiting')).toMatchObject({ waiting: 0 })
  })
})

describe.runIf(redisUrl !== null && findRedisServer() !== undefined)('with a Redis that goes away', () => {
  test('says that it is away, by code or class, and goes on when it is back', async () => {
    const redis = await startRedis()
    atEnd(() => redis.stop())
    const { publisher, name } = setUp(redis.url)
    await expect
      .poll(() =>
        publisher.probe(name).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
    await publisher.publish(name, [aClaim()], context)
    await redis.kill()

    for (const attempt of [1, 2, 3]) {
      const error = await publisher.publish(name, [aClaim()], context).catch((thrown: unknown) => thrown)
      expect(error, `attempt ${attempt}`).toBeInstanceOf(Error)
      expect(publisher.isUnavailable(error), String(error)).toBe(true)
    }
    await expect(publisher.probe(name)).rejects.toThrow()

    await redis.restart()
    await expect
      .poll(
        () =>
          publisher.probe(name).then(
            () => true,
            () => false,
          ),
        { timeout: 4000 },
      )
      .toBe(true)
    await publisher.publish(name, [aClaim()], context)
  })

  test('a Redis that has no memory left, or only reads, is away', async () => {
    const redis = await startRedis()
    atEnd(() => redis.stop())
    const { publisher, name, client } = setUp(redis.url)
    await expect
      .poll(() =>
        publisher.probe(name).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
    await publisher.publish(name, [aClaim()], context)

    await client.config('SET', 'maxmemory', '1')
    const full = await publisher.publish(name, [aClaim()], context).catch((thrown: unknown) => thrown)
    await client.config('SET', 'maxmemory', '0')
    await client.replicaof('127.0.0.1', '1')
    const readOnly = await publisher.publish(name, [aClaim()], context).catch((thrown: unknown) => thrown)

    expect(publisher.isUnavailable(full), String(full)).toBe(true)
    expect(publisher.isUnavailable(readOnly), String(readOnly)).toBe(true)
  })
})
