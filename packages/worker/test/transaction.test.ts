import { expect } from 'vitest'

import { aWorker, statuses, theTask } from './a-worker.js'
import { test } from './database.js'
import { enqueue, tasks } from './reference-queue.mjs'
import { until } from './until.js'

test('commits the effect with the acknowledgement, and takes it back with a failure', async ({ pool }) => {
  await enqueue(pool, 20)
  await pool.query('CREATE TABLE effects (n integer NOT NULL)')
  aWorker({
    ...{ pool, queue: tasks, transactional: true },
    handle: async ({ n }, { db, attempt }) => {
      await db.query('INSERT INTO effects (n) VALUES ($1)', [n])
      if (attempt === 1 && n % 2 === 0) throw new Error('Too early.')
      return n
    },
  })

  await until(async () => (await statuses(pool)).done === 20)

  const { rows } = await pool.query(
    'SELECT count(*)::integer AS count, count(DISTINCT n)::integer AS items FROM effects',
  )
  expect(rows[0]).toEqual({ count: 20, items: 20 })
  expect((await theTask(pool)).result).toBe(1)
})

test('leaves no effect when the lease was lost meanwhile', async ({ pool }) => {
  await enqueue(pool, 1)
  await pool.query('CREATE TABLE effects (n integer NOT NULL)')
  const worker = aWorker({
    ...{ pool, queue: tasks, transactional: true },
    handle: async ({ n }, { db }) => {
      await db.query('INSERT INTO effects (n) VALUES ($1)', [n])
      await pool.query(`UPDATE reference.tasks SET status = 'queued', lease_until = NULL`)
      await pool.query(`SELECT reference.claim_tasks('another', 1, 60000)`)
    },
  })

  await until(() => worker.metrics().lost === 1)

  expect((await pool.query('SELECT n FROM effects')).rows).toEqual([])
  expect(await theTask(pool)).toMatchObject({ status: 'leased', claimed_by: 'another' })
})

test('gives up on an item that breaks its connection every time', async ({ pool }) => {
  await enqueue(pool, 10)
  aWorker({
    ...{ pool, queue: tasks, transactional: true, maxPauseMs: 20, concurrency: 1 },
    handle: async ({ n }, { db }) => {
      if (n === 1) await db.query('SELECT pg_terminate_backend(pg_backend_pid())')
    },
  })

  await until(async () => (await statuses(pool)).done === 9)
  await until(async () => (await statuses(pool)).dead === 1, 40_000)

  expect(await theTask(pool)).toMatchObject({ status: 'dead', attempts: 5 })
})
