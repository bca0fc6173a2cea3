import { expect } from 'vitest'

import {
  CancelledError,
  HandlerTimeoutError,
  LostLeaseError,
  PermanentError,
  RetryLaterError,
  UnavailableError,
  type WorkerEvent,
} from '../src/index.js'
import { aWorker, statuses, theTask } from './a-worker.js'
import { test } from './database.js'
import { enqueue, tasks } from './reference-queue.mjs'
import { sleep, until } from './until.js'

test('gives no item to two of eight workers', async ({ pool }) => {
  await enqueue(pool, 5000)
  const seen = new Map<number, number>()
  const workers = Array.from({ length: 8 }, () =>
    aWorker({
      ...{ pool, queue: tasks, concurrency: 10, batch: 50 },
      handle: async ({ n }) => {
        seen.set(n, (seen.get(n) ?? 0) + 1)
        await sleep(Math.random() * 4)
      },
    }),
  )

  await until(async () => (await statuses(pool)).done === 5000)

  expect(seen.size).toBe(5000)
  expect(Math.max(...seen.values())).toBe(1)
  const busy = workers.filter((worker) => worker.metrics().completed > 0)
  expect(busy.length).toBe(8)
  expect(workers.reduce((sum, worker) => sum + worker.metrics().completed, 0)).toBe(5000)
})

test('stores what the handler returns, and counts and times what it did', async ({ pool }) => {
  await enqueue(pool, 3)
  const worker = aWorker({ pool, queue: tasks, handle: ({ n }, { attempt }) => ({ double: n * 2, attempt }) })

  await until(async () => (await statuses(pool)).done === 3)
  await until(() => worker.metrics().completed === 3)

  expect((await theTask(pool)).result).toEqual({ double: 2, attempt: 1 })
  expect(worker.metrics()).toMatchObject({
    ...{ state: 'running', claimed: 3, inFlight: 0, buffered: 0, unsettled: 0, lost: 0, paused: false },
    handlerMs: { count: 3 },
    waitedMs: { count: 3 },
  })
  expect(worker.metrics().lagMs).toBeGreaterThan(0)
  expect(worker.metrics().lastTurnAgeMs).toBeLessThan(5000)
})

test('tries again after growing waits, and gives up when the attempts are used up', async ({ pool }) => {
  await enqueue(pool, 1)
  const times: number[] = []
  aWorker({
    ...{ pool, queue: tasks, backoff: { baseMs: 60, jitter: 0 } },
    handle: () => {
      times.push(Date.now())
      throw new Error('No luck.')
    },
  })

  await until(async () => (await statuses(pool)).dead === 1)

  const waits = times.slice(1).map((time, index) => time - times[index]!)
  expect(times).toHaveLength(5)
  expect(waits.every((wait, index) => wait >= 60 * 2 ** index)).toBe(true)
  expect(await theTask(pool)).toMatchObject({ attempts: 5, dead_reason: 'error', last_error: 'Error: No luck.' })
})

test('gives up at once on a permanent error', async ({ pool }) => {
  await enqueue(pool, 1)
  const events: WorkerEvent[] = []
  const onEvent = (event: WorkerEvent) => events.push(event)
  aWorker({
    ...{ pool, queue: tasks, onEvent },
    handle: () => {
      throw new PermanentError({ reason: 'It has no base image.' })
    },
  })

  await until(async () => (await statuses(pool)).dead === 1)
  await until(() => events.some(({ type }) => type === 'failed'))

  expect(await theTask(pool)).toMatchObject({ attempts: 1, dead_reason: 'permanent' })
  expect(events).toContainEqual(expect.objectContaining({ type: 'failed', kind: 'permanent', outcome: 'dead' }))
})

test('replays a dead item with a fence that goes on rising', async ({ pool }) => {
  await enqueue(pool, 1)
  let broken = true
  const worker = aWorker({
    ...{ pool, queue: tasks, maxAttempts: 1 },
    handle: () => {
      if (broken) throw new Error('Broken.')
    },
  })
  await until(() => worker.metrics().dead === 1)
  broken = false

  await pool.query('SELECT reference.replay_tasks(ARRAY(SELECT id FROM reference.tasks))')

  await until(async () => (await statuses(pool)).done === 1)
  expect(await theTask(pool)).toMatchObject({ attempts: 1, fence: '2' })
})

test('waits as long as the other side asks for', async ({ pool }) => {
  await enqueue(pool, 1)
  const times: number[] = []
  aWorker({
    ...{ pool, queue: tasks },
    handle: () => {
      times.push(Date.now())
      if (times.length === 1) throw new RetryLaterError({ retryInMs: 400 })
    },
  })

  await until(async () => (await statuses(pool)).done === 1)

  expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(400)
})

test('takes the delay from a function, and the usual one when that fails', async ({ pool }) => {
  await enqueue(pool, 1)
  const times: number[] = []
  aWorker({
    ...{ pool, queue: tasks },
    backoff: ({ attempt, item }) => {
      if (attempt === 2) throw new Error('No idea.')
      return item.n * 100
    },
    handle: () => {
      times.push(Date.now())
      if (times.length < 3) throw new Error('No luck.')
    },
  })

  await until(async () => (await statuses(pool)).done === 1)

  expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(100)
  // The usual second wait is two seconds, half of it random.
  expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(1000)
})

test('gives everything back and pauses while what the handler needs is away', async ({ pool }) => {
  await enqueue(pool, 20)
  let away = true
  let calls = 0
  const worker = aWorker({
    ...{ pool, queue: tasks, concurrency: 2, maxPauseMs: 100 },
    handle: () => {
      calls += 1
      if (away) throw new UnavailableError({ what: 'Redis' })
    },
  })
  await sleep(700)
  const callsWhileAway = calls
  expect(worker.metrics().paused).toBe(true)
  away = false

  await until(async () => (await statuses(pool)).done === 20)

  // Two in the beginning, then a probe per pause of some 100 ms.
  expect(callsWhileAway).toBeLessThan(14)
  const { rows } = await pool.query('SELECT max(attempts) AS most FROM reference.tasks')
  expect(rows[0].most).toBe(1)
  expect(worker.metrics().paused).toBe(false)
})

test('refuses what a stale worker says, and tells its handler', async ({ pool }) => {
  await enqueue(pool, 1)
  const reasons: unknown[] = []
  const stale = aWorker({
    ...{ pool, queue: tasks, leaseMs: 400, sweepMs: 60_000 },
    handle: async (_, { signal }) => {
      // Its lease is taken from it, as a sweep does after a long silence.
      await pool.query(`UPDATE reference.tasks SET status = 'queued', lease_until = NULL`)
      await pool.query(`SELECT reference.claim_tasks('another', 1, 60000)`)
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      reasons.push(signal.reason)
      return 'stale'
    },
  })

  await until(() => reasons.length === 1)
  await sleep(100)

  expect(reasons[0]).toBeInstanceOf(LostLeaseError)
  expect(reasons[0]).toMatchObject({ how: 'taken' })
  expect(stale.metrics()).toMatchObject({ lost: 1, completed: 0 })
  expect(await theTask(pool)).toMatchObject({ status: 'leased', claimed_by: 'another', fence: '2', result: null })
})

test('refuses a completion that comes late, without a heartbeat to warn', async ({ pool }) => {
  await enqueue(pool, 1)
  const lost: unknown[] = []
  const worker = aWorker({
    ...{ pool, queue: tasks },
    onEvent: (event) => event.type === 'lost' && lost.push(...event.ids),
    handle: async () => {
      await pool.query(`UPDATE reference.tasks SET status = 'queued', lease_until = NULL`)
      await pool.query(`SELECT reference.claim_tasks('another', 1, 60000)`)
      return 'stale'
    },
  })

  await until(() => lost.length === 1)

  expect(worker.metrics()).toMatchObject({ lost: 1, completed: 0 })
  expect(await theTask(pool)).toMatchObject({ status: 'leased', claimed_by: 'another', result: null })
})

test('keeps the lease of a handler that takes longer than it', async ({ pool }) => {
  await enqueue(pool, 1)
  const others = aWorker({ pool, queue: tasks, leaseMs: 300, handle: () => sleep(1500) })
  aWorker({ pool, queue: tasks, leaseMs: 300, handle: () => sleep(1500) })

  await until(async () => (await statuses(pool)).done === 1)

  expect(await theTask(pool)).toMatchObject({ attempts: 1, crashes: 0 })
  expect(others.metrics().lost).toBe(0)
})

test('aborts a handler whose lease nobody renews', async ({ pool }) => {
  await enqueue(pool, 1)
  const { heartbeat: _, ...silent } = tasks
  const reasons: unknown[] = []
  aWorker({
    ...{ pool, queue: silent, leaseMs: 200, sweepMs: 60_000 },
    handle: (_, { signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reasons.push(signal.reason)
          reject(signal.reason)
        })
      }),
  })

  await until(() => reasons.length > 0)

  expect(reasons[0]).toMatchObject({ code: 'WORKER_LEASE_LOST', how: 'expired' })
})

test('takes over from a worker that went silent', async ({ pool }) => {
  await enqueue(pool, 10)
  await pool.query(`SELECT reference.claim_tasks('dead', 10, 100)`)
  aWorker({ pool, queue: tasks, handle: () => {} })

  await until(async () => (await statuses(pool)).done === 10)

  expect(await theTask(pool)).toMatchObject({ attempts: 2, crashes: 1 })
})

test('passes a cancellation to the handler and does not try again', async ({ pool }) => {
  await enqueue(pool, 1)
  const reasons: unknown[] = []
  aWorker({
    ...{ pool, queue: tasks, leaseMs: 300 },
    handle: async (_, { signal }) => {
      await pool.query('UPDATE reference.tasks SET cancel_requested = true')
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      reasons.push(signal.reason)
      signal.throwIfAborted()
    },
  })

  await until(async () => (await statuses(pool)).cancelled === 1)

  expect(reasons[0]).toBeInstanceOf(CancelledError)
})

test('aborts a handler that takes too long', async ({ pool }) => {
  await enqueue(pool, 1)
  const kinds: unknown[] = []
  aWorker({
    ...{ pool, queue: tasks, timeoutMs: 50, maxAttempts: 1 },
    onEvent: (event) => event.type === 'failed' && kinds.push(event.kind),
    handle: (_, { signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
  })

  await until(() => kinds.length === 1)

  expect(kinds).toEqual(['timeout'])
  expect((await theTask(pool)).last_error).toMatch(HandlerTimeoutError.name)
})

test('counts a completion that the database refuses as a failure, and completes its neighbours', async ({ pool }) => {
  await enqueue(pool, 50)
  await pool.query(`ALTER TABLE reference.tasks ADD CONSTRAINT ck_tasks_result CHECK (result <> '"bad"')`)
  aWorker({
    ...{ pool, queue: tasks, concurrency: 50 },
    handle: ({ n }, { attempt }) => (n % 10 === 0 && attempt === 1 ? 'bad' : 'good'),
  })

  await until(async () => (await statuses(pool)).done === 50)

  const { rows } = await pool.query('SELECT count(*)::integer AS count FROM reference.tasks WHERE attempts = 2')
  expect(rows[0].count).toBe(5)
})
