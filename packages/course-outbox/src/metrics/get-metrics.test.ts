import { createServer } from 'node:http'
import { Pool } from 'pg'
import { afterEach, describe, expect } from 'vitest'

import { atEnd, runEndings } from '../../test/at-end.js'
import { aCourse, aJob, aStart } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  completeJobs,
  createMemoryPublisher,
  enqueueJobs,
  ensureInitialized,
  failJobs,
  getHealth,
  getMetrics,
  judgeAlerts,
  judgeHealth,
  lockJobs,
  type Metrics,
  MetricsRecorder,
  OutboxRelay,
  purgeRelayMetrics,
  recordMetrics,
  renderPrometheus,
  startGeneration,
} from '../index.js'
import { createMetricsHandler, type RelayOverview, serveStatus, toNodeListener } from '../service.js'
import { recordHeartbeat } from './record-heartbeat.js'

afterEach(runEndings)

const FINE: Metrics = {
  fsm: {
    initiated: 1000,
    succeeded: 998,
    failed: 2,
    failureRate: 0.002,
    cacheHitRate: 0.35,
    avgDuration: 85,
    p95Duration: 100,
  },
  outbox: {
    pending: 5,
    processed: 995,
    failed: 0,
    avgProcessingTime: 1.2,
    oldestPendingSeconds: 1,
    awaitingReceipt: 0,
    receiptsLate: 0,
    refusalRate: 0,
    p95BatchDuration: 50,
  },
  fallbacks: { layer2Activations: 0, layer3Activations: 1, layer2Failures: 0, layer3Failures: 0 },
  relays: { alive: 2, paused: 0, lastSeenSeconds: 1 },
  lastProcessedSeconds: 1,
}

test('an outbox that was never used has metrics', async ({ db }) => {
  expect(await getMetrics(db)).toEqual({
    fsm: {
      initiated: 0,
      succeeded: 0,
      failed: 0,
      failureRate: 0,
      cacheHitRate: 0,
      avgDuration: null,
      p95Duration: null,
    },
    outbox: {
      pending: 0,
      processed: 0,
      failed: 0,
      avgProcessingTime: null,
      oldestPendingSeconds: null,
      awaitingReceipt: 0,
      receiptsLate: 0,
      refusalRate: 0,
      p95BatchDuration: null,
    },
    fallbacks: { layer2Activations: 0, layer3Activations: 0, layer2Failures: 0, layer3Failures: 0 },
    relays: { alive: 0, paused: 0, lastSeenSeconds: null },
    lastProcessedSeconds: null,
  })
})

test('counts jobs by what became of them', async ({ db }) => {
  const { entityId } = await aCourse(db)
  await enqueueJobs(db, { jobs: Array.from({ length: 4 }, () => aJob(entityId)) })
  const [done, dead] = await lockJobs(db, { limit: 2 })
  if (!done || !dead) throw new Error('two jobs were queued')
  await completeJobs(db, { jobs: [done] })
  await failJobs(db, { jobs: [{ ...dead, error: 'x', retryInMs: null }] })

  const { outbox } = await getMetrics(db)

  expect(outbox).toMatchObject({ pending: 2, processed: 1, failed: 1 })
  expect(outbox.avgProcessingTime).toBeGreaterThanOrEqual(0)
})

test('starts, stored answers, failures and safety layers add up over processes and restarts', async ({ pool }) => {
  const [course, late, later] = [await aCourse(pool), await aCourse(pool), await aCourse(pool)]
  const [one, other] = [new MetricsRecorder({ db: pool }), new MetricsRecorder({ db: pool })]
  const start = aStart(course)

  expect(await startGeneration(pool, { ...start, metrics: one })).toMatchObject({ fromCache: false })
  expect(await startGeneration(pool, { ...start, metrics: other })).toMatchObject({ fromCache: true })
  await expect(startGeneration(pool, { ...aStart(course), metrics: other })).rejects.toThrow('in progress')
  const job = { queueName: 'document_processing', jobId: 'j-1' }
  const layer2 = { layer: 2 as const, entityId: late.entityId, ...job }
  expect(await ensureInitialized(pool, layer2)).toEqual({ outcome: 'initialized' })
  expect(await ensureInitialized(pool, layer2)).toEqual({ outcome: 'already' })
  expect(await ensureInitialized(pool, { layer: 3, entityId: later.entityId, ...job })).toEqual({
    outcome: 'initialized',
  })
  expect(
    await ensureInitialized(pool, {
      layer: 3,
      entityId: '00000000-0000-4000-8000-000000000000',
      ...job,
      metrics: one,
    }),
  ).toMatchObject({ outcome: 'failed' })
  await Promise.all([one.stop(), other.stop()])

  const { fsm, fallbacks } = await getMetrics(pool)
  expect(fsm).toMatchObject({ initiated: 5, succeeded: 4, failed: 1, failureRate: 0.2, cacheHitRate: 0.2 })
  expect(fsm.avgDuration).toBeGreaterThan(0)
  expect(fallbacks).toEqual({ layer2Activations: 1, layer3Activations: 1, layer2Failures: 0, layer3Failures: 1 })
})

test('of many safety layers at once for one course one acts, and none fails', async ({ pool }) => {
  const { entityId } = await aCourse(pool)
  const parameters = { layer: 3 as const, entityId, queueName: 'structure_analysis', jobId: 'j-2' }

  const outcomes = await Promise.all(Array.from({ length: 8 }, () => ensureInitialized(pool, parameters)))

  expect(outcomes.filter(({ outcome }) => outcome === 'failed')).toEqual([])
  const { rows } = await pool.query(
    `SELECT event_data ->> 'idempotency_key' AS key FROM course_outbox.fsm_events WHERE entity_id = $1`,
    [entityId],
  )
  expect(rows).toEqual([{ key: 'worker-fallback-structure_analysis-j-2' }])
})

test('a flush that fails keeps what was observed', async ({ pool }) => {
  let broken = true
  const db = {
    query: (text: string, values?: unknown[]) =>
      broken ? Promise.reject(new Error('away')) : pool.query(text, values),
  }
  const recorder = new MetricsRecorder({ db: db as Pool })
  recorder.time('batch', 7)
  await expect(recorder.flush()).rejects.toThrow('away')
  recorder.time('batch', 8000)
  broken = false
  await recorder.stop()

  expect((await getMetrics(pool)).outbox.p95BatchDuration).toBe(10_000)
  await expect(
    recordMetrics(pool, { observations: [{ metric: 'x', count: 1, total: 1, buckets: [1] }] }),
  ).rejects.toThrow('buckets')
})

test('old observations and relays that are long silent are deleted', async ({ db }) => {
  await recordMetrics(db, {
    observations: [{ metric: 'old', count: 1, total: 5, buckets: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] }],
  })
  await recordHeartbeat(db, { relayId: 'r', targetQueue: 'q', state: 'running' })
  expect((await getMetrics(db)).relays).toMatchObject({ alive: 1, paused: 0 })
  await db.query(`UPDATE course_outbox.metric_minutes SET minute = minute - interval '31 days' WHERE metric = 'old'`)
  await db.query(`UPDATE course_outbox.relay_heartbeats SET seen_at = seen_at - interval '2 hours'`)

  expect(await purgeRelayMetrics(db)).toBe(1)

  expect((await getMetrics(db)).relays).toEqual({ alive: 0, paused: 0, lastSeenSeconds: null })
})

test('a relay that runs makes a healthy outbox; without one it says what is wrong', async ({ pool }) => {
  const before = await getHealth(pool)
  expect(before).toMatchObject({ healthy: false, outboxAlive: false })
  expect(before.reasons).toContain('No relay has spoken for a minute.')
  const relay = new OutboxRelay({ pool, publisher: createMemoryPublisher(), queue: 'health' }).start()
  atEnd(() => relay.stop())

  await expect.poll(async () => (await getHealth(pool)).outboxAlive).toBe(true)

  await relay.stop()
  expect(await getHealth(pool)).toMatchObject({ outboxAlive: false })
})

describe('judging', () => {
  test('the documented example is healthy', () => {
    expect(judgeHealth(FINE)).toEqual({ healthy: true, outboxAlive: true, lastProcessedOk: true, reasons: [] })
    expect(judgeAlerts(FINE).filter(({ firing }) => firing)).toEqual([])
  })

  test.for([
    ['FsmInitFailures', { fsm: { ...FINE.fsm, failureRate: 0.06 } }],
    ['FsmInitSlow', { fsm: { ...FINE.fsm, p95Duration: 1000 } }],
    ['CacheHitsLow', { fsm: { ...FINE.fsm, cacheHitRate: 0.1 } }],
    ['OutboxPendingHigh', { outbox: { ...FINE.outbox, pending: 1001 } }],
    ['OutboxNoActivity', { outbox: { ...FINE.outbox, oldestPendingSeconds: 400 }, lastProcessedSeconds: 400 }],
    ['OutboxJobFailures', { outbox: { ...FINE.outbox, refusalRate: 0.2 } }],
    ['OutboxBatchSlow', { outbox: { ...FINE.outbox, p95BatchDuration: 10_000 } }],
    ['FallbacksActive', { fallbacks: { ...FINE.fallbacks, layer2Activations: 11 } }],
    ['FallbackFailures', { fallbacks: { ...FINE.fallbacks, layer2Activations: 10, layer2Failures: 12 } }],
    ['OutboxDeadJobs', { outbox: { ...FINE.outbox, failed: 1 } }],
    ['RelayDown', { relays: { alive: 0, paused: 0, lastSeenSeconds: 90 } }],
  ] as [string, Partial<Metrics>][])('%s fires', ([name, bad]) => {
    const firing = judgeAlerts({ ...FINE, ...bad }).filter((alert) => alert.firing)

    expect(firing.map((alert) => alert.name)).toContain(name)
  })

  test('idle for long is fine, and so is a queue that just began to be served', () => {
    const idle = {
      ...FINE,
      outbox: { ...FINE.outbox, pending: 0, oldestPendingSeconds: null },
      lastProcessedSeconds: 90_000,
    }
    const begun = { ...FINE, outbox: { ...FINE.outbox, oldestPendingSeconds: 2 }, lastProcessedSeconds: null }

    expect([judgeHealth(idle).lastProcessedOk, judgeHealth(begun).lastProcessedOk]).toEqual([true, true])
  })

  test('Prometheus reads them', () => {
    const text = renderPrometheus(FINE, judgeAlerts(FINE))

    expect(text).toContain('course_outbox_jobs{state="pending"} 5\n')
    expect(text).toContain('course_outbox_init_duration_milliseconds{stat="p95"} 100\n')
    expect(text).toContain('course_outbox_alert{name="RelayDown"} 0\n')
    expect(text).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+\n|[a-z_]+(\{[a-z]+="[A-Za-z0-9_]+"\})? (\d+(\.\d+)?|\+Inf)\n)+$/)
  })
})

describe('over HTTP', () => {
  test('answers the documented paths with the documented names, from node:http', async ({ pool }) => {
    const server = createServer(toNodeListener(createMetricsHandler({ db: pool, cacheMs: 0 })))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    atEnd(() => new Promise((resolve) => server.close(resolve)))
    const address = server.address()
    const get = (path: string, init?: RequestInit) =>
      fetch(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}${path}`, init)

    const health = await get('/api/trpc/metrics.healthCheck')
    expect(health.status).toBe(503)
    expect(await health.json()).toMatchObject({ healthy: false, outboxAlive: false, lastProcessedOk: true })
    expect(await (await get('/api/trpc/metrics.getFSM')).json()).toHaveProperty('failureRate')
    expect(await (await get('/api/trpc/metrics.getOutbox?batch=1')).json()).toHaveProperty('pending')
    expect(await (await get('/api/trpc/metrics.getFallbacks')).json()).toHaveProperty('layer2Activations')
    expect(await (await get('/metrics')).text()).toContain('course_outbox_relays{state="running"}')
    expect((await get('/metrics', { method: 'POST' })).status).toBe(405)
    expect((await get('/elsewhere')).status).toBe(404)
  })

  test('shows nothing to whom it should not, and no error text to anybody', async ({ pool }) => {
    const errors: unknown[] = []
    const closed = new Pool({ connectionString: 'postgres://ada:secret@127.0.0.1:1/x' })
    atEnd(() => closed.end())
    const refusing = createMetricsHandler({ db: pool, authorize: (request) => request.headers.has('authorization') })
    const failing = createMetricsHandler({ db: closed, onError: (error) => errors.push(error) })
    const health = new Request('http://host/api/trpc/metrics.healthCheck')

    expect((await refusing(health))?.status).toBe(401)
    const answer = await failing(health)
    expect(answer?.status).toBe(503)
    expect(await answer?.json()).toEqual({
      healthy: false,
      outboxAlive: false,
      lastProcessedOk: false,
      reasons: ['The database does not answer.'],
    })
    expect(errors).toHaveLength(1)
  })

  test('the status page shows what waits and what is dead, redacted, to this machine alone', async ({ pool }) => {
    const { entityId } = await aCourse(pool)
    await enqueueJobs(pool, {
      jobs: [aJob(entityId, { targetQueue: 'shown' }), aJob(entityId, { targetQueue: 'shown' })],
    })
    const [dead] = await lockJobs(pool, { targetQueue: 'shown', limit: 1 })
    if (!dead) throw new Error('a job was queued')
    await failJobs(pool, {
      jobs: [{ ...dead, error: 'no route to redis://ada:secret@10.0.0.7:6379 <script>', retryInMs: null }],
    })
    const status = await serveStatus({ db: pool })
    atEnd(() => status.stop())

    const page = await fetch(status.url)
    const overview = (await (await fetch(`${status.url}overview`)).json()) as RelayOverview

    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await page.text()).toContain('<title>Outbox</title>')
    expect(overview.queues).toContainEqual({ queue: 'shown', pending: 1, oldestSeconds: expect.any(Number), dead: 1 })
    expect(overview.throughput).toHaveLength(60)
    expect(overview.deadLetters[0]).toMatchObject({ outboxId: dead.outboxId, error: 'no route to [address] <script>' })
    expect((await fetch(status.url, { method: 'DELETE' })).status).toBe(405)
  })
})
