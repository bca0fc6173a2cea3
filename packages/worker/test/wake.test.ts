import { Client } from 'pg'
import { expect } from 'vitest'

import { createNotifier, createWake, type Wake, type WakeEvent, type WakeOptions } from '../src/index.js'
import { aWorker, statuses } from './a-worker.js'
import { atEnd } from './at-end.js'
import { onServer, test } from './database.js'
import { enqueue, tasks } from './reference-queue.mjs'
import { sleep, until } from './until.js'

async function aWake(url: string, options: Partial<WakeOptions> = {}): Promise<Wake> {
  const connect = () => new Client({ connectionString: url, application_name: 'wake under test' })
  const wake = createWake({ connect, ...options })
  atEnd(() => wake.stop())
  await wake.start()
  return wake
}

const killListener = (url: string): Promise<void> =>
  onServer(`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'wake under test' AND datname = '${new URL(url).pathname.slice(1)}'
  `)

function percentile(values: number[], share: number): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length * share)]!
}

test('begins what was enqueued within milliseconds, far sooner than it polls', async ({ pool, url }) => {
  const wake = await aWake(url)
  const notifier = createNotifier({ db: pool })
  const begun = new Map<number, number>()
  aWorker({
    ...{ pool, queue: tasks, wake, pollMs: 30_000, sweepMs: 60_000 },
    handle: ({ n }) => {
      begun.set(n, performance.now())
    },
  })
  // Long enough for the looks that follow each other closely to be over.
  await sleep(3000)
  const latencies: number[] = []

  for (let n = 1; n <= 40; n += 1) {
    await pool.query(`INSERT INTO reference.tasks (payload) VALUES (jsonb_build_object('n', $1::integer))`, [n])
    const committedAt = performance.now()
    notifier.notify(tasks.name)
    await until(() => begun.has(n), 5000)
    latencies.push(begun.get(n)! - committedAt)
    await sleep(10 + Math.random() * 30)
  }

  const p50 = percentile(latencies, 0.5)
  const p95 = percentile(latencies, 0.95)
  expect(p50).toBeLessThan(25)
  expect(p95).toBeLessThan(100)
})

test('makes one notification of many calls', async ({ pool, url }) => {
  const wake = await aWake(url)
  const heard: number[] = []
  wake.subscribe('reference.tasks', () => heard.push(performance.now()))
  const notifier = createNotifier({ db: pool, debounceMs: 20 })

  for (let n = 0; n < 1000; n += 1) notifier.notify('reference.tasks')
  await notifier.flush()
  await until(() => heard.length > 0)
  await sleep(50)

  expect(heard.length).toBeLessThanOrEqual(2)
  expect(wake.metrics()).toMatchObject({ listening: true, received: heard.length, connections: 1 })
})

test('reaches only those who asked for that queue, until they leave', async ({ pool, url }) => {
  const wake = await aWake(url)
  const heard: string[] = []
  const leave = wake.subscribe('one', () => heard.push('one'))
  wake.subscribe('two', () => heard.push('two'))
  const notifier = createNotifier({ db: pool })

  notifier.notify('one')
  await until(() => heard.length === 1)
  leave()
  notifier.notify('one')
  notifier.notify('two')
  await until(() => heard.includes('two'))

  expect(heard).toEqual(['one', 'two'])
})

test('wakes from SQL when the transaction commits, once for many', async ({ pool, url }) => {
  const wake = await aWake(url)
  let heard = 0
  wake.subscribe(tasks.name, () => {
    heard += 1
  })

  await pool.query(`BEGIN; SELECT reference.wake('reference.tasks'); SELECT reference.wake('reference.tasks'); COMMIT`)

  await until(() => heard > 0)
  await sleep(50)
  expect(heard).toBe(1)
})

test('listens again after its connection was killed, and wakes for what it missed', async ({ pool, url }) => {
  const events: WakeEvent[] = []
  const wake = await aWake(url, { onEvent: (event) => events.push(event) })
  const worker = aWorker({ pool, queue: tasks, wake, pollMs: 30_000, handle: () => {} })
  await until(() => worker.metrics().emptyClaims > 4)

  await killListener(url)
  await enqueue(pool, 5)

  await until(async () => (await statuses(pool)).done === 5, 3000)
  expect(wake.metrics()).toMatchObject({ listening: true, connections: 2 })
  expect(events.map(({ type }) => type)).toEqual(['listening', 'silent', 'listening'])
})

test('notices a connection that is open and hears nothing', async ({ url }) => {
  let client: Client | undefined
  const connect = () => {
    client = new Client({ connectionString: url, application_name: 'wake under test' })
    return client
  }
  const wake = await aWake(url, { connect, probeMs: 50, timeoutMs: 200 })

  await client?.query('UNLISTEN *')

  await until(() => wake.metrics().connections === 2)
})

test('works by polling alone while nobody can be heard', async ({ pool }) => {
  const events: WakeEvent[] = []
  const wake = await aWake('postgres://postgres@127.0.0.1:1/none', { onEvent: (event) => events.push(event) })
  await enqueue(pool, 5)
  aWorker({ pool, queue: tasks, wake, handle: () => {} })

  await until(async () => (await statuses(pool)).done === 5)

  expect(wake.metrics()).toMatchObject({ listening: false, connections: 0 })
  expect(events[0]).toMatchObject({ type: 'silent', error: { code: 'ECONNREFUSED' } })
})

test('reports a wake that could not be sent, and never throws', async () => {
  const errors: unknown[] = []
  const db = { query: () => Promise.reject(new Error('Away.')) }
  const notifier = createNotifier({ db, onError: (error) => errors.push(error) })

  notifier.notify('one')
  await notifier.flush()

  expect(errors).toEqual([new Error('Away.')])
})
