import { auth } from '@schemata/auth/schema'
import { defineStack, inSchema } from '@schemata/contract'
import { courses } from '@schemata/courses/schema'
import { createTest } from '@schemata/testing'
import { expect } from 'vitest'

import {
  cancelPendingJobs,
  claimJobs,
  cleanupExpiredIdempotencyKeys,
  cleanupOldOutboxEntries,
  completeJobs,
  consumeOnce,
  countEvents,
  courseOutbox,
  createMemoryPublisher,
  enqueueJobs,
  failJobs,
  findFsmState,
  findIdempotentResult,
  getIdempotencyStatistics,
  getMetrics,
  getOutboxStatistics,
  initializeFsmWithOutbox,
  listDeadJobs,
  listEvents,
  listJobs,
  listPendingJobs,
  lockJobs,
  OutboxRelay,
  poolInSchema,
  purgeDeadJobs,
  recordEvent,
  replayDeadJobs,
  sweepJobs,
  transitionGeneration,
} from '../src/index.js'
import { aCourse, aJob, aStart } from './builders.js'
import { until } from './until.js'

const test = createTest(
  defineStack({ packages: [auth, courses, courseOutbox], schemas: { 'course-outbox': 'tenant_42' } }),
)

test('every accessor works on an install under another name', async ({ db }) => {
  const course = await aCourse(db)
  const { entityId } = course
  const tenant = inSchema(db, courseOutbox, 'tenant_42')
  const start = aStart(course)

  const { fsmState } = await initializeFsmWithOutbox(tenant, start)
  expect(await findFsmState(tenant, { entityId })).toEqual(fsmState)
  expect(await findIdempotentResult(tenant, { key: start.idempotencyKey })).toMatchObject({ entityId })
  expect(await transitionGeneration(tenant, { entityId, toState: 'failed' })).toMatchObject({ version: 2 })
  await recordEvent(tenant, { entityId, eventType: 'ERROR_OCCURRED', createdBy: 'WORKER' })
  expect(await listEvents(tenant, { entityId })).toHaveLength(3)
  expect(await countEvents(tenant)).toMatchObject({ total: 3 })
  await enqueueJobs(tenant, { jobs: [aJob(entityId, { orderKey: 'k' }), aJob(entityId)] })
  expect(await listPendingJobs(tenant)).toHaveLength(3)
  const jobs = await lockJobs(tenant, { limit: 1 })
  expect(await completeJobs(tenant, { jobs })).toHaveLength(1)
  const claimed = await claimJobs(tenant, { workerId: 'w', leaseMs: 1000, limit: 1 })
  await failJobs(tenant, { jobs: claimed.map((job) => ({ ...job, error: 'x', retryInMs: null })) })
  expect(await listDeadJobs(tenant)).toHaveLength(1)
  expect(await replayDeadJobs(tenant, 'all')).toHaveLength(1)
  expect(await sweepJobs(tenant)).toBe(0)
  expect(await purgeDeadJobs(tenant, { olderThanMs: 0 })).toBe(0)
  expect(await getOutboxStatistics(tenant)).toMatchObject({ pending: 2, processedLastHour: 1 })
  expect(await getIdempotencyStatistics(tenant)).toMatchObject({ stored: 1 })
  expect(await cancelPendingJobs(tenant, { entityId })).toHaveLength(2)
  await cleanupExpiredIdempotencyKeys(tenant)
  await cleanupOldOutboxEntries(tenant)
  expect(await listJobs(tenant, { entityId })).toHaveLength(1)
})

test('the function looks for nothing outside its own schema', async ({ db }) => {
  const { rows } = await db.query(`SELECT proconfig FROM pg_proc WHERE proname = 'initialize_fsm_with_outbox'`)

  expect(rows).toEqual([{ proconfig: ['search_path=tenant_42, pg_temp'] }])
})

test('a relay, its consumers and its metrics work there too', async ({ pool }) => {
  const tenant = poolInSchema(pool, 'tenant_42')
  const { entityId } = await aCourse(pool)
  const [job] = await enqueueJobs(tenant, { jobs: [aJob(entityId, { targetQueue: 'q' })] })
  const publisher = createMemoryPublisher()
  const relay = new OutboxRelay({ pool: tenant, publisher, queue: 'q', receipts: {} }).start()

  await until(() => relay.status().handedOver === 1)
  await relay.stop()

  expect((await getMetrics(tenant)).outbox).toMatchObject({ processed: 1, awaitingReceipt: 1 })
  expect(await consumeOnce(tenant, { outboxId: job?.outboxId ?? '', effect: async () => 1 })).toEqual({
    outcome: 'done',
    value: 1,
  })
  expect((await getMetrics(tenant)).outbox).toMatchObject({ awaitingReceipt: 0 })
})
