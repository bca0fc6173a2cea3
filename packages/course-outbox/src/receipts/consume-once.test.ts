import type { Pool } from 'pg'
import { afterEach, expect } from 'vitest'

import { atEnd, runEndings } from '../../test/at-end.js'
import { aCourse, aJob } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { until } from '../../test/until.js'
import {
  acknowledgeJob,
  cleanupOldOutboxEntries,
  completeJobs,
  completeJobsAwaitingReceipts,
  consumeOnce,
  createMemoryPublisher,
  createOnceProcessor,
  enqueueJobs,
  failJobs,
  listDeadJobs,
  listJobs,
  lockJobs,
  lockOverdueReceipts,
  OutboxRelay,
  postponeReceipts,
} from '../index.js'

afterEach(runEndings)

let queues = 0

async function aQueuedJob(pool: Pool, orderKeys: (string | undefined)[] = [undefined]) {
  const { entityId } = await aCourse(pool)
  const targetQueue = `receipts-${++queues}`
  const jobs = await enqueueJobs(pool, {
    jobs: orderKeys.map((orderKey) =>
      aJob(entityId, { targetQueue, maxAttempts: 2, ...(orderKey === undefined ? {} : { orderKey }) }),
    ),
  })
  return { entityId, targetQueue, ids: jobs.map(({ outboxId }) => outboxId), outboxId: jobs[0]?.outboxId ?? '' }
}

/** Hands over what can be, awaiting receipts. */
async function handOver(pool: Pool, targetQueue: string) {
  const jobs = await lockJobs(pool, { targetQueue })
  return completeJobsAwaitingReceipts(pool, {
    jobs: jobs.map(({ outboxId, fence }) => ({ outboxId, fence })),
    receiptWithinMs: 60_000,
  })
}

const late = (pool: Pool, targetQueue: string) =>
  pool.query(
    `UPDATE course_outbox.job_outbox SET receipt_due_at = now() - interval '1 second'
     WHERE target_queue = $1 AND receipt_due_at IS NOT NULL`,
    [targetQueue],
  )

test('runs the effect of a job once, and says so to every further delivery', async ({ pool }) => {
  const { outboxId } = await aQueuedJob(pool)
  let effects = 0
  const effect = async () => ++effects

  const first = await consumeOnce(pool, { outboxId, effect })
  const second = await consumeOnce(pool, { outboxId, effect })

  expect([first, second]).toEqual([{ outcome: 'done', value: 1 }, { outcome: 'duplicate' }])
  expect(effects).toBe(1)
})

test('of consumers at the same time one runs the effect, and the others wait for it', async ({ pool }) => {
  const { outboxId } = await aQueuedJob(pool)
  let effects = 0
  const effect = async () => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    effects += 1
  }

  const outcomes = await Promise.all(Array.from({ length: 8 }, () => consumeOnce(pool, { outboxId, effect })))

  expect(effects).toBe(1)
  expect(outcomes.filter(({ outcome }) => outcome === 'duplicate')).toHaveLength(7)
})

test('an effect that throws leaves no receipt', async ({ pool }) => {
  const { outboxId } = await aQueuedJob(pool)

  await expect(
    consumeOnce(pool, {
      outboxId,
      effect: async () => {
        throw new Error('no paper')
      },
    }),
  ).rejects.toThrow('no paper')

  expect(await consumeOnce(pool, { outboxId, effect: async () => 'printed' })).toEqual({
    outcome: 'done',
    value: 'printed',
  })
})

test('a job whose course was deleted is nobody’s', async ({ pool }) => {
  const { entityId, outboxId } = await aQueuedJob(pool)
  await pool.query('DELETE FROM course_catalog.courses WHERE id = $1', [entityId])

  expect(await consumeOnce(pool, { outboxId, effect: async () => 'never' })).toEqual({ outcome: 'unknown' })
})

test('a processor for BullMQ does the same, and refuses a job that came from no outbox', async ({ pool }) => {
  const { outboxId } = await aQueuedJob(pool)
  const notified: string[] = []
  const process = createOnceProcessor({
    pool,
    notifier: { notify: (queue) => notified.push(queue) },
    effect: async (_db, job: { id?: string; name: string; data: number }) => job.data * 2,
  })

  expect(await process({ id: outboxId, name: 'double', data: 21 })).toEqual({ outcome: 'done', value: 42 })
  expect(notified).toEqual(['course_outbox.job_outbox'])
  await expect(process({ id: '17', name: 'double', data: 21 })).rejects.toMatchObject({ code: 'OUTBOX_INVALID_INPUT' })
})

test('a receipt that comes before the mark of the relay is not awaited', async ({ pool }) => {
  const { targetQueue, entityId, outboxId } = await aQueuedJob(pool)
  const [job] = await lockJobs(pool, { targetQueue })

  expect(await acknowledgeJob(pool, { outboxId })).toBe('acknowledged')
  await completeJobsAwaitingReceipts(pool, { jobs: job ? [job] : [], receiptWithinMs: 1000 })
  await late(pool, targetQueue)

  expect(await lockOverdueReceipts(pool, { targetQueue })).toEqual([])
  expect(await listJobs(pool, { entityId })).toMatchObject([{ processedAt: expect.any(Date) }])
})

test('of jobs in strict order the next goes after the receipt of the one before', async ({ pool }) => {
  const { targetQueue, ids } = await aQueuedJob(pool, ['lane', 'lane'])

  expect(await handOver(pool, targetQueue)).toEqual([ids[0]])
  expect(await handOver(pool, targetQueue)).toEqual([])
  await acknowledgeJob(pool, { outboxId: ids[0] ?? '' })

  expect(await handOver(pool, targetQueue)).toEqual([ids[1]])
})

test('a late receipt is awaited anew, longer each time, and the job dies after its attempts', async ({ pool }) => {
  const { targetQueue, entityId, outboxId } = await aQueuedJob(pool)
  await handOver(pool, targetQueue)
  const resend = async () => {
    await late(pool, targetQueue)
    const [job] = await lockOverdueReceipts(pool, { targetQueue })
    const [postponed] = await postponeReceipts(pool, { jobs: [{ outboxId, resent: true }], receiptWithinMs: 60_000 })
    return { attempt: job?.attempt, outcome: postponed?.outcome }
  }

  expect(await lockOverdueReceipts(pool, { targetQueue })).toEqual([])
  expect(await resend()).toEqual({ attempt: 1, outcome: 'awaited' })
  expect(await resend()).toEqual({ attempt: 2, outcome: 'awaited' })
  expect(await resend()).toEqual({ attempt: 3, outcome: 'dead' })
  expect(await listDeadJobs(pool, { entityId })).toMatchObject([{ outboxId, deadReason: 'no receipt' }])
  expect(await acknowledgeJob(pool, { outboxId })).toBe('acknowledged')
  expect(await listDeadJobs(pool, { entityId })).toEqual([])
})

test('one that still stands in its queue is not counted as sent again', async ({ pool }) => {
  const { targetQueue, outboxId } = await aQueuedJob(pool)
  await handOver(pool, targetQueue)
  for (const _ of [1, 2, 3, 4]) {
    await late(pool, targetQueue)
    expect(await postponeReceipts(pool, { jobs: [{ outboxId, resent: false }], receiptWithinMs: 100 })).toEqual([
      { outboxId, outcome: 'awaited' },
    ])
  }
})

test('a job that is being done is not sent again meanwhile', async ({ pool }) => {
  const { targetQueue, outboxId } = await aQueuedJob(pool)
  await handOver(pool, targetQueue)
  await late(pool, targetQueue)

  await consumeOnce(pool, {
    outboxId,
    effect: async () => expect(await lockOverdueReceipts(pool, { targetQueue })).toEqual([]),
  })
})

test('the clean-up keeps what a receipt is awaited of', async ({ pool }) => {
  const [awaited, plain] = [await aQueuedJob(pool), await aQueuedJob(pool)]
  await handOver(pool, awaited.targetQueue)
  await completeJobs(pool, { jobs: await lockJobs(pool, { targetQueue: plain.targetQueue }) })
  await pool.query(
    `UPDATE course_outbox.job_outbox SET processed_at = now() - interval '31 days' WHERE outbox_id = ANY ($1)`,
    [[awaited.outboxId, plain.outboxId]],
  )

  await cleanupOldOutboxEntries(pool)

  expect(await listJobs(pool, { entityId: awaited.entityId })).toHaveLength(1)
  expect(await listJobs(pool, { entityId: plain.entityId })).toHaveLength(0)
})

test('a relay sends again what its queue lost', async ({ pool }) => {
  const { targetQueue, ids } = await aQueuedJob(pool, [undefined, undefined])
  const publisher = createMemoryPublisher()
  const relay = new OutboxRelay({ pool, publisher, queue: targetQueue, receipts: { withinMs: 100, sweepMs: 20 } })
  atEnd(() => relay.stop())
  relay.start()
  await until(() => publisher.jobs.length === 2)
  await acknowledgeJob(pool, { outboxId: ids[0] ?? '' })

  publisher.clear()

  await until(() => publisher.jobs.length === 1)
  expect(publisher.jobs[0]?.outboxId).toBe(ids[1])
  await until(() => relay.status().resent === 1)
})

test('a job that failed for good is not acknowledged by its failure', async ({ pool }) => {
  const { targetQueue, outboxId, entityId } = await aQueuedJob(pool)
  const jobs = await lockJobs(pool, { targetQueue })

  await failJobs(pool, { jobs: jobs.map((job) => ({ ...job, error: 'no', retryInMs: null })) })
  await completeJobsAwaitingReceipts(pool, { jobs, receiptWithinMs: 1000 })

  expect(await listDeadJobs(pool, { entityId })).toMatchObject([{ outboxId }])
})

test('nothing but an id of an outbox is taken', async ({ db }) => {
  await expect(acknowledgeJob(db, { outboxId: 'seven' })).rejects.toMatchObject({ parameters: ['outboxId'] })
  await expect(completeJobsAwaitingReceipts(db, { jobs: [], receiptWithinMs: 1 })).rejects.toMatchObject({
    parameters: ['receiptWithinMs'],
  })
  expect(await acknowledgeJob(db, { outboxId: '00000000-0000-4000-8000-000000000000' })).toBe('unknown')
})
