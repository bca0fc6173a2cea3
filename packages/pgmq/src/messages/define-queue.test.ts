import { describe, expect } from 'vitest'
import { z } from 'zod'

import { aQueue, numbers } from '../../test/queues.js'
import { test } from '../../test/test.js'
import { createQueue, defineQueue } from '../index.js'

describe('send', () => {
  test('gives the id, and the message is read as it was sent', async ({ db }) => {
    const queue = await aQueue(db)
    const id = await queue.send(db, { message: { n: 1 }, headers: { trace: 'abc' } })

    expect(await queue.read(db, { visibilitySeconds: 30 })).toEqual([
      {
        id,
        readCount: 1,
        enqueuedAt: expect.any(Date),
        visibleAt: expect.any(Date),
        readable: true,
        message: { n: 1 },
        headers: { trace: 'abc' },
      },
    ])
  })

  test('keeps a message back for a time, or until a moment', async ({ db }) => {
    const queue = await aQueue(db)
    await queue.send(db, { message: { n: 1 }, delaySeconds: 60 })
    await queue.send(db, { message: { n: 2 }, visibleAt: new Date(Date.now() + 60_000) })
    await queue.send(db, { message: { n: 3 }, visibleAt: new Date(0) })

    const read = await queue.read(db, { visibilitySeconds: 30, limit: 9 })
    expect(read.map(({ message }) => message)).toEqual([{ n: 3 }])
  })

  test.for([
    ['is not of the schema', { n: 'one' }],
    ['has no JSON', undefined],
  ] as const)('refuses a message that %s', async ([, message], { db }) => {
    const queue = await aQueue(db)
    const send = queue.send(db, { message } as never)

    await expect(send).rejects.toMatchObject({ code: 'PGMQ_INVALID_MESSAGE', position: 'message' })
    expect((await queue.metrics(db)).length).toBe(0)
  })

  test('refuses what JSON would change, and the character that PostgreSQL cannot store', async ({ db }) => {
    const queue = defineQueue({ name: 'changed', message: z.object({ at: z.date().optional(), text: z.string() }) })
    await createQueue(db, { name: 'changed' })

    await expect(queue.send(db, { message: { at: new Date(), text: '' } })).rejects.toThrow('`message` is not valid')
    await expect(queue.send(db, { message: { text: 'a\0b' } })).rejects.toThrow('U+0000')
    expect(await queue.send(db, { message: { text: 'a\\u0000b' } })).toBe('1')
  })

  test('refuses a delay and a moment together', async ({ db }) => {
    const queue = await aQueue(db)
    const both = { message: { n: 1 }, delaySeconds: 1, visibleAt: new Date() }

    await expect(queue.send(db, both as never)).rejects.toMatchObject({ code: 'PGMQ_INVALID_INPUT' })
  })

  test('says that a queue is not there', async ({ db }) => {
    const queue = defineQueue({ name: 'nowhere', message: z.unknown() })

    await expect(queue.send(db, { message: 1 })).rejects.toMatchObject({ code: 'PGMQ_UNKNOWN_QUEUE', queue: 'nowhere' })
  })
})

describe('sendBatch', () => {
  test('gives ids in the order of the messages', async ({ db }) => {
    const queue = await aQueue(db)
    const ids = await queue.sendBatch(db, { messages: numbers(5) })

    expect(ids).toEqual(['1', '2', '3', '4', '5'])
    const read = await queue.read(db, { visibilitySeconds: 30, limit: 5 })
    expect(read.map(({ message }) => message)).toEqual(numbers(5).map(({ message }) => message))
  })

  test('sends none when one is refused', async ({ db }) => {
    const queue = await aQueue(db)
    const messages = [...numbers(2), { message: { n: 0.5 } }]

    await expect(queue.sendBatch(db, { messages })).rejects.toMatchObject({ position: 'messages.2.message' })
    expect((await queue.metrics(db)).totalMessages).toBe('0')
  })

  test('sends an empty list, and headers of some', async ({ db }) => {
    const queue = await aQueue(db)
    const when = { delaySeconds: 0 }

    expect(await queue.sendBatch(db, { messages: [] })).toEqual([])
    await queue.sendBatch(db, { messages: [{ message: { n: 1 }, headers: { a: 1 } }, { message: { n: 2 } }], ...when })
    const read = await queue.read(db, { visibilitySeconds: 30, limit: 5 })
    expect(read.map(({ headers }) => headers)).toEqual([{ a: 1 }, null])
  })
})

describe('read', () => {
  test('hides what it gave until its visibility ends, and counts', async ({ db }) => {
    const queue = await aQueue(db)
    await queue.send(db, { message: { n: 1 } })

    expect(await queue.read(db, { visibilitySeconds: 0 })).toMatchObject([{ readCount: 1 }])
    expect(await queue.read(db, { visibilitySeconds: 60 })).toMatchObject([{ readCount: 2 }])
    expect(await queue.read(db, { visibilitySeconds: 60 })).toEqual([])
  })

  test('gives a message that another program wrote as unreadable, and loses none', async ({ db }) => {
    const queue = await aQueue(db)
    await db.query(`SELECT pgmq.send($1, '{"n": "x"}'), pgmq.send($1, '{"n": 2}', '[1]'::jsonb)`, [queue.name])

    expect(await queue.read(db, { visibilitySeconds: 30, limit: 5 })).toMatchObject([
      { readable: false, message: { n: 'x' }, problem: expect.stringMatching(/^message: n: /) },
      { readable: false, message: { n: 2 }, headers: [1], problem: expect.stringMatching(/^headers: /) },
    ])
  })

  test('finds by what messages contain', async ({ db }) => {
    const queue = await aQueue(db)
    await queue.sendBatch(db, { messages: numbers(3) })

    const read = await queue.read(db, { visibilitySeconds: 30, limit: 9, conditional: { n: 2 } })
    expect(read.map(({ message }) => message)).toEqual([{ n: 2 }])
  })
})

describe('readWithPoll', () => {
  test('gives what comes while it waits', async ({ pool }) => {
    const queue = await aQueue(pool)
    const waiting = queue.readWithPoll(pool, { visibilitySeconds: 30, maxPollSeconds: 20, pollIntervalMs: 10 })
    await queue.send(pool, { message: { n: 1 } })

    expect(await waiting).toMatchObject([{ message: { n: 1 } }])
  })

  test('gives nothing when the time is over', async ({ db }) => {
    const queue = await aQueue(db)
    const started = performance.now()

    expect(await queue.readWithPoll(db, { visibilitySeconds: 30, maxPollSeconds: 1 })).toEqual([])
    expect(performance.now() - started).toBeGreaterThan(900)
  })
})

test('pop takes a message away, and gives undefined when none is left', async ({ db }) => {
  const queue = await aQueue(db)
  await queue.send(db, { message: { n: 1 } })

  expect(await queue.pop(db)).toMatchObject({ message: { n: 1 }, readCount: 0 })
  expect(await queue.pop(db)).toBeUndefined()
})

test('setVisibility hides for longer, or shows at once', async ({ db }) => {
  const queue = await aQueue(db)
  const id = await queue.send(db, { message: { n: 1 } })
  await queue.read(db, { visibilitySeconds: 5 })

  const hidden = await queue.setVisibility(db, { id, visibilitySeconds: 900 })
  expect(Number(hidden?.visibleAt) - Date.now()).toBeGreaterThan(800_000)
  await queue.setVisibility(db, { id, visibilitySeconds: 0 })
  expect(await queue.read(db, { visibilitySeconds: 5 })).toMatchObject([{ id, readCount: 2 }])
  expect(await queue.setVisibility(db, { id: '99', visibilitySeconds: 0 })).toBeUndefined()
})

test('delete and archive give the ids that were there, and refuse what is no id', async ({ db }) => {
  const queue = await aQueue(db)
  await queue.sendBatch(db, { messages: numbers(4) })

  expect(await queue.delete(db, { ids: ['1', '99'] })).toEqual(['1'])
  expect((await queue.archive(db, { ids: ['3', '2', '1'] })).sort()).toEqual(['2', '3'])
  const { rows } = await db.query(`SELECT msg_id, message FROM pgmq.a_${queue.name} ORDER BY msg_id`)
  expect(rows).toEqual([
    { msg_id: '2', message: { n: 2 } },
    { msg_id: '3', message: { n: 3 } },
  ])
  await expect(queue.delete(db, { ids: ['1 OR true'] })).rejects.toMatchObject({ code: 'PGMQ_INVALID_INPUT' })
})

test('purge empties the queue and leaves the archive, metrics say so', async ({ db }) => {
  const queue = await aQueue(db)
  await queue.sendBatch(db, { messages: numbers(3) })
  await queue.archive(db, { ids: ['1'] })
  await queue.send(db, { message: { n: 4 }, delaySeconds: 60 })

  expect(await queue.metrics(db)).toEqual({
    name: queue.name,
    length: 3,
    visibleLength: 2,
    newestAgeSeconds: expect.any(Number),
    oldestAgeSeconds: expect.any(Number),
    totalMessages: '4',
    takenAt: expect.any(Date),
  })
  expect(await queue.purge(db)).toBe(3)
  expect(await queue.metrics(db)).toMatchObject({ length: 0, oldestAgeSeconds: null, totalMessages: '4' })
})

test.for(['', 'a;b', 'é', 'x'.repeat(48)])('refuses the name "%s"', (name) => {
  expect(() => defineQueue({ name, message: z.unknown() })).toThrow('`name` is not valid')
})
