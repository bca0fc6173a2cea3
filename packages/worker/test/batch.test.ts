import { expect } from 'vitest'

import { PermanentError, UnavailableError } from '../src/index.js'
import { aWorker, statuses } from './a-worker.js'
import { test } from './database.js'
import { enqueue, tasks } from './reference-queue.mjs'
import { sleep, until } from './until.js'

test('hands a batch handler many items, and acknowledges each', async ({ pool }) => {
  await enqueue(pool, 1000)
  const sizes: number[] = []
  const worker = aWorker({
    ...{ pool, queue: tasks, concurrency: 1, batch: 250 },
    handleBatch: async (items) => {
      sizes.push(items.length)
      await sleep(1)
      return { results: new Map(items.map(({ id, item }) => [id, item.n])) }
    },
  })

  await until(async () => (await statuses(pool)).done === 1000)
  await until(() => worker.metrics().completed === 1000)

  expect(Math.max(...sizes)).toBe(250)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1000)
  const { rows } = await pool.query(`SELECT sum(result::integer)::integer AS sum FROM reference.tasks`)
  expect(rows[0].sum).toBe(500_500)
})

test('fails the items that the handler names, and completes the others', async ({ pool }) => {
  await enqueue(pool, 10)
  aWorker({
    ...{ pool, queue: tasks, batch: 10, maxAttempts: 1 },
    handleBatch: (items) => ({
      failed: items.filter(({ item }) => item.n > 7).map(({ id }) => ({ id, error: new Error('Too large.') })),
    }),
  })

  await until(async () => (await statuses(pool)).dead === 3)

  await until(async () => (await statuses(pool)).done === 7)
})

test('finds the bad items of a batch that threw by halving it', async ({ pool }) => {
  await enqueue(pool, 64)
  let calls = 0
  aWorker({
    ...{ pool, queue: tasks, concurrency: 1, batch: 64 },
    handleBatch: (items) => {
      calls += 1
      if (items.some(({ item }) => item.n === 13 || item.n === 50)) throw new PermanentError({ reason: 'Unlucky.' })
    },
  })

  await until(async () => (await statuses(pool)).done === 62)
  await until(async () => (await statuses(pool)).dead === 2)

  // Two bad ones in six halvings each, their good siblings, and the first call.
  expect(calls).toBeLessThanOrEqual(1 + 2 * 2 * 6)
  const { rows } = await pool.query(`SELECT payload->>'n' AS n FROM reference.tasks WHERE status = 'dead' ORDER BY id`)
  expect(rows.map(({ n }) => n)).toEqual(['13', '50'])
})

test('gives a whole batch back when what it needs is away', async ({ pool }) => {
  await enqueue(pool, 20)
  let calls = 0
  aWorker({
    ...{ pool, queue: tasks, batch: 20, maxPauseMs: 50 },
    handleBatch: () => {
      calls += 1
      if (calls === 1) throw new UnavailableError({ what: 'Redis' })
    },
  })

  await until(async () => (await statuses(pool)).done === 20)

  const { rows } = await pool.query('SELECT max(attempts) AS most FROM reference.tasks')
  expect(rows[0].most).toBe(1)
})

test('rolls a transactional batch back when an item is lost, and does the others again', async ({ pool }) => {
  await enqueue(pool, 10)
  await pool.query('CREATE TABLE effects (n integer NOT NULL)')
  let calls = 0
  const worker = aWorker({
    ...{ pool, queue: tasks, batch: 10, transactional: true, concurrency: 1 },
    handleBatch: async (items, { db }) => {
      calls += 1
      await db.query('INSERT INTO effects SELECT unnest($1::integer[])', [items.map(({ item }) => item.n)])
      if (calls === 1) await pool.query(`UPDATE reference.tasks SET fence = fence + 1 WHERE payload->>'n' = '4'`)
    },
  })

  await until(async () => (await statuses(pool)).done === 9)
  await until(() => worker.metrics().completed === 9)

  expect(worker.metrics().lost).toBe(1)
  const { rows } = await pool.query('SELECT count(*)::integer AS count, sum(n)::integer AS sum FROM effects')
  expect(rows[0]).toEqual({ count: 9, sum: 51 })
})

test('aborts the signal of a batch when all of its items are aborted', async ({ pool }) => {
  await enqueue(pool, 3)
  const codes: string[] = []
  aWorker({
    ...{ pool, queue: tasks, batch: 3, timeoutMs: 50, maxAttempts: 1 },
    handleBatch: async (_, { signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      codes.push(signal.reason.code)
      signal.throwIfAborted()
    },
  })

  await until(async () => (await statuses(pool)).dead === 3)

  expect(codes).toEqual(['WORKER_HANDLER_TIMEOUT'])
})
