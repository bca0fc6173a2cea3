import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { test } from '../../test/test.js'
import { flushTogether } from './flush-together.js'

function counting(db: Queryable): Queryable & { sent: number } {
  const counted = {
    sent: 0,
    query(text: string, values?: unknown[]) {
      counted.sent += 1
      return db.query(text, values)
    },
  }
  return counted
}

test('who waits at the same time shares a flush, and nobody one that was sent before', async ({ pool }) => {
  const db = counting(pool)

  const first = Array.from({ length: 10 }, () => flushTogether(db))
  while (db.sent === 0) await Promise.resolve()
  // The first flush is under way, and may have missed what was committed since.
  const later = Array.from({ length: 10 }, () => flushTogether(db))
  expect(db.sent).toBe(1)
  await Promise.all([...first, ...later])

  expect(db.sent).toBe(2)
  await flushTogether(db)
  expect(db.sent).toBe(3)
})

test('a flush that fails is told to those who waited for it, and to no others', async ({ pool }) => {
  let broken = true
  const db: Queryable = {
    query: (text, values) => (broken ? Promise.reject(new Error('The connection is gone.')) : pool.query(text, values)),
  }

  const failing = [flushTogether(db), flushTogether(db)]
  expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])

  broken = false
  await expect(flushTogether(db)).resolves.toBeDefined()
})
