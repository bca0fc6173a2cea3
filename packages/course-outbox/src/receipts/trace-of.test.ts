import { randomUUID } from 'node:crypto'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { afterEach, expect, inject } from 'vitest'

import { atEnd, runEndings } from '../../test/at-end.js'
import { aCourse, aJob, aStart } from '../../test/builders.js'
import { test } from '../../test/test.js'
import { until } from '../../test/until.js'
import { createBullmqPublisher } from '../bullmq.js'
import { enqueueJobs, initializeFsmWithOutbox, OutboxRelay, traceOf } from '../index.js'

afterEach(runEndings)

const redisUrl = inject('redisUrl')
const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
const trace = { traceparent, tracestate: 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE' }

const carrying = (metadata: unknown) => ({
  opts: { telemetry: { metadata: typeof metadata === 'string' ? metadata : JSON.stringify(metadata) } },
})

test.runIf(redisUrl !== null)('a trace reaches the worker of BullMQ with the job', async ({ pool }) => {
  const name = `queue-${randomUUID()}`
  const client = new Redis(redisUrl ?? '', { maxRetriesPerRequest: null })
  const queue = new Queue(name, { connection: client })
  const publisher = createBullmqPublisher({ url: redisUrl ?? '' })
  const relay = new OutboxRelay({ pool, publisher, queue: name, pollMs: 50 }).start()
  atEnd(async () => {
    await relay.stop()
    await publisher.close()
    await queue.close()
    client.disconnect()
  })
  const { entityId } = await aCourse(pool)
  const [traced, plain] = await enqueueJobs(pool, {
    jobs: [
      aJob(entityId, { targetQueue: name, trace, options: { priority: 3 } }),
      aJob(entityId, { targetQueue: name }),
    ],
  })
  await until(() => relay.status().handedOver === 2)

  const jobs = await Promise.all([traced, plain].map((job) => queue.getJob(job?.outboxId ?? '')))

  expect(jobs.map((job) => traceOf(job ?? {}))).toEqual([trace, undefined])
  expect(jobs[0]?.opts).toMatchObject({ priority: 3, attempts: 3 })
})

test('the first jobs of a generation carry theirs too', async ({ db }) => {
  const jobs = [{ queue: 'document_processing', data: {}, trace: { traceparent } }]

  const { outboxEntries } = await initializeFsmWithOutbox(db, aStart(await aCourse(db), { jobs }))

  expect(traceOf({ opts: outboxEntries[0]?.jobOptions })).toEqual({ traceparent })
})

test.for([
  ['another length', { traceparent: '00-4bf9-00f067aa0ba902b7-01' }],
  ['no trace', { traceparent: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01` }],
  ['no parent', { traceparent: `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01` }],
  ['a version that is none', { traceparent: traceparent.replace(/^00/, 'ff') }],
  ['capitals', { traceparent: traceparent.toUpperCase() }],
  ['a member without a value', { traceparent, tracestate: 'rojo' }],
  ['a member with a line break', { traceparent, tracestate: 'rojo=1\n2' }],
  ['too many members', { traceparent, tracestate: Array.from({ length: 33 }, (_, n) => `k${n}=1`).join(',') }],
] as const)('refuses a trace with %s, and reads none', async ([, wrong], { db }) => {
  const { entityId } = await aCourse(db)

  await expect(enqueueJobs(db, { jobs: [aJob(entityId, { trace: wrong })] })).rejects.toMatchObject({
    code: 'OUTBOX_INVALID_INPUT',
  })
  expect(traceOf(carrying(wrong))).toBeUndefined()
})

test('takes what a tracer injects: nothing, or more than a trace', async ({ db }) => {
  const { entityId } = await aCourse(db)
  const injected = { ...trace, baggage: 'user=7' }

  const jobs = await enqueueJobs(db, { jobs: [aJob(entityId, { trace: {} }), aJob(entityId, { trace: injected })] })

  expect(jobs.map(({ options }) => traceOf({ opts: options }))).toEqual([undefined, trace])
  expect(jobs[0]?.options).toEqual({})
})

test('reads a trace among what else a tracer carries, and nothing where there is none', () => {
  expect(traceOf(carrying({ ...trace, baggage: 'a=b' }))).toEqual(trace)
  expect(traceOf(carrying('no JSON'))).toBeUndefined()
  expect(traceOf({ opts: {} })).toBeUndefined()
  expect(traceOf({})).toBeUndefined()
})
