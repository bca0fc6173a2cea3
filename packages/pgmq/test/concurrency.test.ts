import fc from 'fast-check'
import type { Pool } from 'pg'
import { expect } from 'vitest'

import { createQueue } from '../src/index.js'
import { aQueue, numbers } from './queues.js'
import { test } from './test.js'

type Queue = Awaited<ReturnType<typeof aQueue>>

test('creates one queue for many that create it at once', async ({ pool }) => {
  await Promise.all(Array.from({ length: 8 }, () => createQueue(pool, { name: 'at_once' })))

  const { rows } = await pool.query("SELECT count(*)::integer AS count FROM pgmq.meta WHERE queue_name = 'at_once'")
  expect(rows).toEqual([{ count: 1 }])
})

test('passes over what another transaction is reading', async ({ pool }) => {
  const queue = await aQueue(pool)
  await queue.sendBatch(pool, { messages: numbers(2) })
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const [first] = await queue.read(client, { visibilitySeconds: 30 })
    const [second] = await queue.read(pool, { visibilitySeconds: 30 })
    expect([first?.message, second?.message]).toEqual([{ n: 1 }, { n: 2 }])
    await client.query('ROLLBACK')
  } finally {
    client.release()
  }

  const again = await queue.read(pool, { visibilitySeconds: 30, limit: 5 })
  expect(again.map(({ message, readCount }) => ({ message, readCount }))).toEqual([{ message: { n: 1 }, readCount: 1 }])
})

test('delivers each message exactly once to readers at once, while no visibility ends', async ({ pool }) => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 60 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 6 }),
      async (count, limits) => {
        const queue = await aQueue(pool)
        await queue.sendBatch(pool, { messages: numbers(count) })
        const read = await Promise.all(limits.map((limit) => readAll(pool, queue, limit, count)))
        expect(read.flat().sort(byNumber)).toEqual(Array.from({ length: count }, (_, index) => index + 1))
      },
    ),
    { numRuns: 12 },
  )
})

test('delivers each message at least once, whichever readers forget to end it', async ({ pool }) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }), async (forgets) => {
      const queue = await aQueue(pool)
      await queue.sendBatch(pool, { messages: numbers(forgets.length) })
      const ended: string[] = []
      for (let left = 200; ended.length < forgets.length && left > 0; left -= 1) {
        const rounds = await Promise.all([1, 2, 3].map(() => queue.read(pool, { visibilitySeconds: 0, limit: 4 })))
        // Without a visibility two readers may hold one message: it is ended once all the same.
        const ids = rounds.flat().filter(({ id, readCount }) => readCount > 1 || !forgets[Number(id) - 1])
        ended.push(...(await queue.delete(pool, { ids: ids.map(({ id }) => id) })))
      }
      expect(ended.map(Number).sort(byNumber)).toEqual(forgets.map((_, index) => index + 1))
    }),
    { numRuns: 8 },
  )
})

test('lists of ids in any order do not wait for each other in a circle', async ({ pool }) => {
  const queue = await aQueue(pool)
  const ids = await queue.sendBatch(pool, { messages: numbers(200) })

  const ended = await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      (index % 2 === 0 ? queue.delete : queue.archive)(pool, { ids: index % 3 === 0 ? ids : [...ids].reverse() }),
    ),
  )

  expect(ended.flat().map(Number).sort(byNumber)).toEqual(ids.map(Number))
})

test('walks no message that is not visible', async ({ pool }) => {
  const queue = await aQueue(pool)
  const table = `pgmq.q_${queue.name}`
  await pool.query(`
    INSERT INTO ${table} (vt, message) SELECT now() + interval '1 hour', '{"n": 0}' FROM generate_series(1, 20000)
  `)
  await queue.sendBatch(pool, { messages: numbers(10) })
  await pool.query(`VACUUM ANALYZE ${table}`)

  const { rows } = await pool.query(`
    EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, FORMAT JSON) SELECT * FROM pgmq.read('${queue.name}', 30, 10)
  `)

  const { Plan: plan } = rows[0]['QUERY PLAN'][0]
  expect(plan['Actual Rows']).toBe(10)
  expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']).toBeLessThan(400)
})

async function readAll(pool: Pool, queue: Queue, limit: number, count: number): Promise<number[]> {
  const read: number[] = []
  // A reader may find nothing while others hold the rows: it looks as often as there are messages.
  for (let empty = 0; empty <= count; ) {
    const found = await queue.read(pool, { visibilitySeconds: 600, limit })
    if (found.length === 0) empty += 1
    read.push(...found.map(({ id }) => Number(id)))
  }
  return read
}

function byNumber(one: number, other: number): number {
  return one - other
}
