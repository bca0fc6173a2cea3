import { randomUUID } from 'node:crypto'

import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { aCourse, aStart } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  findIdempotentResult,
  fingerprint,
  getIdempotencyStatistics,
  IdempotencyInProgressError,
  IdempotencyKeyReusedError,
  IdempotencyLeaseLostError,
  InvalidInputError,
  initializeFsmWithOutbox,
  type WithIdempotencyParameters,
  withIdempotency,
} from '../index.js'

function aRequest(given: Partial<WithIdempotencyParameters> = {}): WithIdempotencyParameters {
  return { scope: 'org-1/publish', key: `key-${randomUUID()}`, fingerprint: fingerprint({ a: 1 }), ...given }
}

/** An effect that can be counted: an organization of that name. */
async function work(db: Queryable, name: string) {
  await db.query('INSERT INTO course_catalog.organizations (name, slug) VALUES ($1, $2)', [name, randomUUID()])
  return { done: name, at: [1, null] }
}

async function effects(db: Queryable, name: string) {
  return (await db.query('SELECT FROM course_catalog.organizations WHERE name = $1', [name])).rows.length
}

test('does the work once and gives every repetition the same answer', async ({ pool }) => {
  const request = aRequest()

  const first = await withIdempotency(pool, request, (db) => work(db, request.key))
  const again = await withIdempotency(pool, request, (db) => work(db, request.key))

  expect(first).toEqual({ answer: { done: request.key, at: [1, null] }, replayed: false })
  expect(again).toEqual({ ...first, replayed: true })
  expect(await effects(pool, request.key)).toBe(1)
})

test('does the work once when 40 callers overlap', async ({ pool }) => {
  const request = aRequest()

  const answers = await Promise.all(
    Array.from({ length: 40 }, () => withIdempotency(pool, request, (db) => work(db, request.key))),
  )

  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
  expect(new Set(answers.map(({ answer }) => fingerprint(answer))).size).toBe(1)
  expect(await effects(pool, request.key)).toBe(1)
})

test.for([undefined, 60_000])(
  'a repetition waits for nobody and writes nothing (lease %s)',
  async (leaseMs, { pool }) => {
    const request = aRequest({ ...(leaseMs === undefined ? {} : { leaseMs }) })
    await withIdempotency(pool, request, (db) => work(db, request.key))
    const holder = await pool.connect()
    try {
      await holder.query('BEGIN')
      await holder.query(`SELECT FROM course_outbox.idempotency_keys WHERE key LIKE '%' || $1 FOR UPDATE`, [
        request.key,
      ])
      const place = `SELECT ctid::text, xmax::text FROM course_outbox.idempotency_keys WHERE key LIKE '%' || $1`
      const before = (await holder.query(place, [request.key])).rows

      const again = await withIdempotency(pool, request, (db) => work(db, request.key))

      expect(again.replayed).toBe(true)
      expect((await holder.query(place, [request.key])).rows).toEqual(before)
    } finally {
      await holder.query('ROLLBACK')
      holder.release()
    }
  },
)

test('who waited at the key while the work failed does the work', async ({ pool }) => {
  const request = aRequest()
  let fail: ((error: Error) => void) | undefined
  const first = withIdempotency(
    pool,
    request,
    () =>
      new Promise((_resolve, reject) => {
        fail = reject
      }),
  )
  await expect.poll(() => fail).toBeDefined()
  const second = withIdempotency(pool, request, (db) => work(db, request.key))
  await expect
    .poll(
      async () => (await pool.query(`SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'`)).rowCount,
    )
    .toBeGreaterThan(0)

  fail?.(new Error('no'))

  await expect(first).rejects.toThrow('no')
  expect(await second).toMatchObject({ replayed: false })
  expect(await effects(pool, request.key)).toBe(1)
})

test('stores nothing of work that fails, its effects neither', async ({ pool }) => {
  const request = aRequest()
  const failure = new Error('no')
  const failing = async (db: Queryable) => {
    await work(db, request.key)
    throw failure
  }

  await expect(withIdempotency(pool, request, failing)).rejects.toBe(failure)

  expect(await effects(pool, request.key)).toBe(0)
  expect(await withIdempotency(pool, request, (db) => work(db, request.key))).toMatchObject({ replayed: false })
})

test.for([undefined, 60_000])('refuses the key with another fingerprint (lease %s)', async (leaseMs, { pool }) => {
  const request = aRequest({ leaseMs })
  await withIdempotency(pool, request, async () => 'secret')

  const refusal = await withIdempotency(pool, { ...request, fingerprint: 'other' }, async () => 'x').catch(
    (error: unknown) => error,
  )

  expect(refusal).toBeInstanceOf(IdempotencyKeyReusedError)
  expect(JSON.stringify(refusal, Object.getOwnPropertyNames(refusal))).not.toContain('secret')
})

test('keeps scopes apart, and the keys of initialize_fsm_with_outbox', async ({ pool }) => {
  const request = aRequest()
  const course = await aCourse(pool)
  await withIdempotency(pool, request, async () => 1)
  await initializeFsmWithOutbox(pool, aStart(course, { idempotencyKey: request.key }))

  expect(await withIdempotency(pool, { ...request, scope: 'org-2/publish' }, async () => 2)).toEqual({
    answer: 2,
    replayed: false,
  })
  await expect(
    initializeFsmWithOutbox(pool, aStart(await aCourse(pool), { idempotencyKey: `${request.scope}:${request.key}` })),
  ).rejects.toThrow(IdempotencyKeyReusedError)
})

test('takes keys up to 255 characters, whatever the scope', async ({ pool }) => {
  const request = aRequest({ key: `${randomUUID()}${'k'.repeat(219)}`, scope: 's'.repeat(150) })

  await withIdempotency(pool, request, async () => 1)

  expect(await withIdempotency(pool, request, async () => 2)).toEqual({ answer: 1, replayed: true })
})

test('takes an expired key as one never used', async ({ pool }) => {
  const request = aRequest({ lifetimeMs: 1 })
  await withIdempotency(pool, request, async () => 1)
  await pool.query('SELECT pg_sleep(0.01)')

  expect(await withIdempotency(pool, { ...request, fingerprint: 'other' }, async () => 2)).toEqual({
    answer: 2,
    replayed: false,
  })
})

test('keeps an answer for 24 hours unless told otherwise', async ({ pool }) => {
  const request = aRequest()
  await withIdempotency(pool, request, async () => undefined)

  const stored = await findIdempotentResult(pool, { key: `${request.scope}:${request.key}` })

  expect(stored).toMatchObject({ result: { value: null }, inProgress: false, entityId: null })
  expect((stored?.expiresAt.getTime() ?? 0) - (stored?.createdAt.getTime() ?? 0)).toBe(86_400_000)
  expect(await findIdempotentResult(pool, { key: 'never-used' })).toBeUndefined()
})

test('under a lease: works outside a transaction and tells others to come back', async ({ pool }) => {
  const request = aRequest({ leaseMs: 60_000 })
  const seen: unknown[] = []

  const { answer } = await withIdempotency(pool, request, async (db, lease) => {
    expect(db).toBe(pool)
    seen.push(lease?.fence)
    const meanwhile = await withIdempotency(pool, request, async () => 'twice').catch((error: unknown) => error)
    expect(meanwhile).toBeInstanceOf(IdempotencyInProgressError)
    expect(meanwhile).toMatchObject({ retryAfterMs: expect.toSatisfy((ms: number) => ms > 50_000 && ms <= 60_000) })
    expect((await getIdempotencyStatistics(pool)).inProgress).toBe(1)
    return 'once'
  })

  expect(answer).toBe('once')
  expect(seen).toEqual(['1'])
  expect(await withIdempotency(pool, request, async () => 'twice')).toEqual({ answer: 'once', replayed: true })
})

test('under a lease: work that fails gives the key back at once', async ({ pool }) => {
  const request = aRequest({ leaseMs: 60_000 })
  const failure = new Error('no')
  await expect(withIdempotency(pool, request, () => Promise.reject(failure))).rejects.toBe(failure)

  const second = await withIdempotency(pool, request, async (_, lease) => lease?.fence)

  expect(second).toEqual({ answer: '2', replayed: false })
})

test('under a lease: who is too late does not overwrite who took over', async ({ pool }) => {
  const request = aRequest({ leaseMs: 20 })

  const late = withIdempotency(pool, request, async () => {
    await new Promise((resolve) => setTimeout(resolve, 60))
    const taken = await withIdempotency(pool, { ...request, leaseMs: 60_000 }, async () => 'second')
    expect(taken).toEqual({ answer: 'second', replayed: false })
    return 'first'
  })

  await expect(late).rejects.toThrow(IdempotencyLeaseLostError)
  expect(await withIdempotency(pool, request, async () => 'third')).toEqual({ answer: 'second', replayed: true })
})

test.for([{ scope: 'a:b' }, { scope: '' }, { key: '   1234567  ' }, { fingerprint: '' }, { leaseMs: 0 }])(
  'refuses %j',
  async (given, { pool }) => {
    await expect(withIdempotency(pool, aRequest(given), async () => 1)).rejects.toThrow(InvalidInputError)
  },
)

test('a fingerprint does not depend on the order of keys, and does on everything else', () => {
  expect(fingerprint({ a: 1, b: { c: [1, 2], d: 3 } })).toBe(fingerprint({ b: { d: 3, c: [1, 2] }, a: 1 }))
  expect(fingerprint({ a: [1, 2] })).not.toBe(fingerprint({ a: [2, 1] }))
  expect(fingerprint({ a: 1 })).not.toBe(fingerprint({ a: '1' }))
})
