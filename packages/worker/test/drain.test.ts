import { expect } from 'vitest'

import { AlreadyStoppedError, createWorker, InvalidOptionError, WorkerStoppingError } from '../src/index.js'
import { aWorker, statuses } from './a-worker.js'
import { test } from './database.js'
import { enqueue, tasks } from './reference-queue.mjs'
import { sleep, until } from './until.js'

test('lets what has begun finish and gives back the rest, its attempt not counted', async ({ pool }) => {
  await enqueue(pool, 30)
  const worker = aWorker({ pool, queue: tasks, concurrency: 5, prefetch: 20, handle: () => sleep(300) })
  await until(() => worker.metrics().inFlight === 5 && worker.metrics().buffered === 20)

  const report = await worker.drain()

  expect(report).toEqual({ finished: 5, released: 20, abandoned: 0 })
  expect(await statuses(pool)).toEqual({ done: 5, queued: 25 })
  const { rows } = await pool.query('SELECT sum(attempts)::integer AS sum, max(fence) AS fence FROM reference.tasks')
  expect(rows[0]).toEqual({ sum: 5, fence: '1' })
})

test('aborts what does not finish in time and gives it back', async ({ pool }) => {
  await enqueue(pool, 1)
  const reasons: unknown[] = []
  const worker = aWorker({
    ...{ pool, queue: tasks, drainMs: 100 },
    handle: async (_, { signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      reasons.push(signal.reason)
      signal.throwIfAborted()
    },
  })
  await until(() => worker.metrics().inFlight === 1)

  const report = await worker.drain()

  expect(reasons[0]).toBeInstanceOf(WorkerStoppingError)
  expect(report).toEqual({ finished: 0, released: 1, abandoned: 0 })
  expect(await statuses(pool)).toEqual({ queued: 1 })
})

test('abandons a handler that ignores its signal, and says so', async ({ pool }) => {
  await enqueue(pool, 1)
  const worker = aWorker({ pool, queue: tasks, drainMs: 50, abortMs: 50, handle: () => sleep(1500) })
  await until(() => worker.metrics().inFlight === 1)
  const begun = Date.now()

  const report = await worker.drain()

  expect(report).toEqual({ finished: 0, released: 0, abandoned: 1 })
  expect(Date.now() - begun).toBeLessThan(1000)
  expect(worker.metrics().state).toBe('stopped')
})

test('stops an idle worker within 200 ms, once and for all', async ({ pool }) => {
  const worker = aWorker({ pool, queue: tasks, handle: () => {} })
  expect(worker.start()).toBe(worker)
  await until(() => worker.metrics().emptyClaims > 2)
  const begun = Date.now()

  const reports = await Promise.all([worker.drain(), worker.drain(), worker.stop()])

  expect(Date.now() - begun).toBeLessThan(200)
  expect(reports[0]).toEqual({ finished: 0, released: 0, abandoned: 0 })
  expect(reports[1]).toBe(reports[0])
  const { claims } = worker.metrics()
  await sleep(200)
  expect(worker.metrics().claims).toBe(claims)
  expect(() => worker.start()).toThrow(AlreadyStoppedError)
})

test('hurries a drain when it is stopped', async ({ pool }) => {
  await enqueue(pool, 1)
  const worker = aWorker({
    ...{ pool, queue: tasks, drainMs: 60_000 },
    handle: (_, { signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  })
  await until(() => worker.metrics().inFlight === 1)
  const drained = worker.drain()
  await sleep(50)

  await worker.stop()

  expect(await drained).toEqual({ finished: 0, released: 1, abandoned: 0 })
})

test('drains when its signal aborts', async ({ pool }) => {
  const controller = new AbortController()
  const worker = aWorker({ pool, queue: tasks, signal: controller.signal, handle: () => {} })

  controller.abort()

  await until(() => worker.metrics().state === 'stopped', 1000)
})

test('starts nothing by itself, and refuses options that cannot be', ({ pool }) => {
  const worker = createWorker({ pool, queue: tasks, handle: () => {} })
  expect(worker.metrics()).toMatchObject({ state: 'new', claims: 0, lastTurnAgeMs: null })
  expect(() => createWorker({ pool, queue: tasks, concurrency: 0, handle: () => {} })).toThrow(InvalidOptionError)
  expect(() => createWorker({ pool, queue: tasks, prefetch: -1, handle: () => {} })).toThrow(/`prefetch`.*found -1/)
  // The pool of these tests has 20 connections.
  const starving = { pool, queue: tasks, transactional: true, concurrency: 19, handle: () => {} }
  expect(() => createWorker(starving)).toThrow(/19 transactional handlers on a pool of 20/)
})
