import { expect } from 'vitest'

import { aCourse, aUser, value } from '../test/builders.js'
import { test } from '../test/test.js'
import { asUser, InvalidInputError, inTransaction, NotInTransactionError, setActor } from './index.js'

const ACTOR = `SELECT current_setting('app.current_user_id', true)`

test('the person acts inside, and nobody does afterwards on the same connection', async ({ pool }) => {
  const user = await aUser(pool)

  const inside = await asUser(pool, user, async (db) => {
    await aCourse(db, { slug: `by-${user}` })
    return value(db, ACTOR)
  })

  expect(inside).toBe(String(user))
  expect((await value(pool, ACTOR)) || null).toBeNull()
  const recorded = `SELECT actor_user_id FROM containers_lab.audit_logs WHERE target_type = 'courses' AND meta -> 'new' ->> 'slug' = $1`
  expect(await value(pool, recorded, [`by-${user}`])).toBe(user)
})

test('what threw has written nothing, and the connection works on', async ({ pool }) => {
  const user = await aUser(pool)

  const work = asUser(pool, user, async (db) => {
    await aCourse(db, { slug: `undone-${user}` })
    throw new Error('changed my mind')
  })

  await expect(work).rejects.toThrow('changed my mind')
  expect(
    await value(pool, 'SELECT count(*)::integer FROM containers_lab.courses WHERE slug = $1', [`undone-${user}`]),
  ).toBe(0)
})

test('as a role that does not own the tables, row policies apply', async ({ pool }) => {
  const [author, other] = [await aUser(pool), await aUser(pool)]
  const course = await aCourse(pool, { created_by: author })
  const seen = 'SELECT count(*)::integer FROM containers_lab.courses WHERE id = $1'

  const counts = [author, other].map((userId) =>
    asUser(pool, { userId, role: 'app_role' }, (db) => value(db, seen, [course])),
  )

  expect(await Promise.all(counts)).toEqual([1, 0])
})

test('twenty at once each act as themselves', async ({ pool }) => {
  const seen = await Promise.all(
    Array.from({ length: 20 }, (_, index) => asUser(pool, index + 1, (db) => value(db, ACTOR))),
  )

  expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 1)))
})

test('an actor can be set in a transaction that is open, and not outside one', async ({ pool }) => {
  const actor = await inTransaction(pool, async (db) => {
    await setActor(db, { userId: 7 })
    return value(db, ACTOR)
  })

  expect(actor).toBe('7')
  await expect(setActor(pool, { userId: 7 })).rejects.toThrow(NotInTransactionError)
})

test('refuses what is no id', async ({ pool }) => {
  await expect(asUser(pool, 0, async () => 1)).rejects.toThrow(InvalidInputError)
  await expect(asUser(pool, { userId: 1.5 }, async () => 1)).rejects.toMatchObject({ code: 'LAB_INVALID_INPUT' })
})
