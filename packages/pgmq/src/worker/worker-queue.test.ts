import { createWorker, PermanentError } from '@schemata/worker'
import { describe, expect, vi } from 'vitest'

import { aQueue, numbers } from '../../test/queues.js'
import { test } from '../../test/test.js'
import { deadLetters, workerQueue } from '../index.js'

const request = { workerId: 'worker-1', limit: 10, leaseMs: 30_000 }

function ended(hold: { id: string; fence: string } | undefined) {
  return { id: hold?.id ?? '', fence: hold?.fence ?? '', result: undefined }
}

test('refuses what a worker says of a message that was read again since', async ({ db }) => {
  const queue = await aQueue(db)
  await queue.send(db, { message: { n: 1 } })
  const held = workerQueue(queue)
  const [stale] = await held.claim(db, { ...request, leaseMs: 0 })
  const [fresh] = await held.claim(db, request)

  expect(await held.complete(db, [ended(stale)])).toEqual([])
  expect(await held.heartbeat?.(db, { ...request, holds: [ended(stale)] })).toEqual({ held: [], cancelRequested: [] })
  expect(await held.release?.(db, [ended(stale)])).toEqual([])
  expect(await held.fail(db, [{ ...ended(stale), kind: 'error', error: 'x', retryInMs: 0 }])).toEqual([])
  expect(await held.complete(db, [ended(fresh)])).toEqual(['1'])
})

test('completes and claims in one statement, an expired message that is acknowledged too', async ({ db }) => {
  const queue = await aQueue(db)
  await queue.sendBatch(db, { messages: numbers(3) })
  const held = workerQueue(queue, { archive: true })
  const [first] = await held.claim(db, { ...request, limit: 1, leaseMs: 0 })

  const answer = await held.completeAndClaim?.(db, { ...request, completions: [ended(first)] })

  expect(answer?.completed).toEqual(['1'])
  expect(answer?.claimed.map(({ id, attempt }) => ({ id, attempt }))).toEqual([
    { id: '2', attempt: 1 },
    { id: '3', attempt: 1 },
  ])
  expect((await db.query(`SELECT msg_id, headers FROM pgmq.a_${queue.name}`)).rows).toEqual([
    { msg_id: '1', headers: null },
  ])
})

describe('attempts', () => {
  test('end exactly at the limit, with the reason in the archive', async ({ db }) => {
    const queue = await aQueue(db)
    await queue.send(db, { message: { n: 1 }, headers: { trace: 'abc' } })
    const held = workerQueue(queue, { maxAttempts: 3 })
    const outcomes = []
    for (const attempt of [1, 2, 3]) {
      const [claimed] = await held.claim(db, request)
      expect(claimed).toMatchObject({ id: '1', attempt, fence: String(attempt) })
      outcomes.push(...(await held.fail(db, [{ ...ended(claimed), kind: 'error', error: 'no disk\0', retryInMs: 0 }])))
    }

    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['retry', 'retry', 'dead'])
    expect((await db.query(`SELECT read_ct, headers FROM pgmq.a_${queue.name}`)).rows).toEqual([
      {
        read_ct: 3,
        headers: { trace: 'abc', 'x-schemata-reason': 'attempts', 'x-schemata-error': 'no disk\uFFFD' },
      },
    ])
  })

  test('end for a message whose workers die, without another try', async ({ db }) => {
    const queue = await aQueue(db)
    await queue.sendBatch(db, { messages: numbers(1) })
    const held = workerQueue(queue, { maxAttempts: 2 })
    for (const _ of [1, 2]) expect(await held.claim(db, { ...request, leaseMs: 0 })).toHaveLength(1)

    expect(await held.claim(db, request)).toEqual([])
    expect(await deadLetters(queue).list(db, { limit: 5 })).toMatchObject([
      { id: '1', attempts: 2, reason: 'attempts' },
    ])
  })

  test('are not counted for what was given back, and the fence still rises', async ({ db }) => {
    const queue = await aQueue(db)
    await queue.send(db, { message: { n: 1 } })
    const held = workerQueue(queue, { maxAttempts: 2 })
    for (const fence of ['1', '2', '3']) {
      const [claimed] = await held.claim(db, request)
      expect(claimed).toMatchObject({ fence, attempt: 1 })
      expect(await held.release?.(db, [ended(claimed)])).toEqual(['1'])
    }
    expect(await held.claim(db, request)).toMatchObject([{ fence: '4', attempt: 1 }])
  })

  test('are counted whatever a sender wrote into the headers', async ({ db }) => {
    const queue = await aQueue(db)
    const headers = ['{"x-schemata-released": 1e300}', '{"x-schemata-released": -7.5}', '{"x-schemata-released": "1"}']
    for (const text of headers) await db.query('SELECT pgmq.send($1, $2, $3::jsonb)', [queue.name, '{"n": 1}', text])

    const claimed = await workerQueue(queue).claim(db, request)
    expect(claimed.map(({ attempt }) => attempt)).toEqual([1, 1, 1])
  })
})

test('archives what nobody can read, and hands out the rest', async ({ db }) => {
  const queue = await aQueue(db)
  await db.query(`SELECT pgmq.send($1, '{"n": "x"}', '[1]'::jsonb), pgmq.send($1, '{"n": 2}')`, [queue.name])

  expect(await workerQueue(queue).claim(db, request)).toMatchObject([{ id: '2', item: { message: { n: 2 } } }])
  expect(await deadLetters(queue).list(db, { limit: 5 })).toMatchObject([
    { id: '1', item: { n: 'x' }, reason: 'unreadable', lastError: expect.stringContaining('message: n:') },
  ])
})

test('deadLetters are replayed with their attempts at zero, or purged by age', async ({ db }) => {
  const queue = await aQueue(db)
  await queue.sendBatch(db, { messages: numbers(2) })
  const held = workerQueue(queue, { maxAttempts: 1 })
  const claimed = await held.claim(db, request)
  await held.fail(
    db,
    claimed.map((hold) => ({ ...ended(hold), kind: 'permanent', error: 'no', retryInMs: null })),
  )
  const dead = deadLetters(queue)
  expect((await dead.list(db, { limit: 5, after: '1' })).map(({ id }) => id)).toEqual(['2'])

  expect(await dead.replay(db, { ids: ['1', '99'] })).toEqual(['1'])
  expect(await held.claim(db, request)).toMatchObject([{ id: '1', fence: '2', attempt: 1 }])
  expect(await dead.purge(db, { olderThanMs: 60_000, limit: 5 })).toBe(0)
  expect(await dead.purge(db, { olderThanMs: -60_000, limit: 5 })).toBe(1)
})

describe('under a worker', () => {
  test('every message is handled, the bad one archived, and the queue is empty', async ({ pool }) => {
    const queue = await aQueue(pool)
    await queue.sendBatch(pool, { messages: numbers(50) })
    const handled: number[] = []
    const worker = createWorker({
      pool,
      queue: workerQueue(queue),
      handle: async ({ message }) => {
        if (message.n === 13) throw new PermanentError({ reason: 'Thirteen.' })
        handled.push(message.n)
      },
    }).start()
    await vi.waitFor(async () => expect((await queue.metrics(pool)).length).toBe(0), { timeout: 10_000 })
    await worker.drain()

    expect(handled.sort((one, other) => one - other)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1).filter((n) => n !== 13),
    )
    expect(await deadLetters(queue).list(pool, { limit: 5 })).toMatchObject([{ id: '13', reason: 'permanent' }])
  })

  test('a message stays with its handler past the first visibility', async ({ pool }) => {
    const queue = await aQueue(pool)
    await queue.send(pool, { message: { n: 1 } })
    const attempts: number[] = []
    const worker = createWorker({
      pool,
      queue: workerQueue(queue),
      leaseMs: 600,
      handle: async (_item, { attempt }) => {
        attempts.push(attempt)
        await new Promise((resolve) => setTimeout(resolve, 2_000))
      },
    }).start()
    await vi.waitFor(() => expect(attempts).toHaveLength(1), { timeout: 10_000 })
    for (const _ of [1, 2, 3, 4, 5]) {
      expect(await queue.read(pool, { visibilitySeconds: 0 })).toEqual([])
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
    await worker.drain()

    expect(attempts).toEqual([1])
    expect((await queue.metrics(pool)).length).toBe(0)
  })

  test('a drain gives back what has not begun', async ({ pool }) => {
    const queue = await aQueue(pool)
    await queue.sendBatch(pool, { messages: numbers(20) })
    let begun = 0
    const worker = createWorker({
      pool,
      queue: workerQueue(queue),
      concurrency: 1,
      prefetch: 10,
      handle: async () => {
        begun += 1
        await new Promise((resolve) => setTimeout(resolve, 300))
      },
    }).start()
    await vi.waitFor(() => expect(begun).toBe(1), { timeout: 10_000 })
    await worker.drain()

    const left = await queue.metrics(pool)
    expect(left).toMatchObject({ length: 20 - begun, visibleLength: 20 - begun })
  })
})
