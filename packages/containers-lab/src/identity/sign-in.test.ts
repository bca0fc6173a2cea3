import { randomUUID } from 'node:crypto'

import bcrypt from '@node-rs/bcrypt'
import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { aUser, insert, rowsOf, value } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  asUser,
  changePassword,
  hashPassword,
  InvalidInputError,
  registerUser,
  setPassword,
  signIn,
  TakenError,
  UnsupportedPasswordHashError,
  useSession,
  verifyPassword,
} from '../index.js'

const PASSWORD = 'correct horse battery'

async function aRegistered(db: Queryable) {
  const email = `${randomUUID()}@lab.example`
  return { email, userId: await registerUser(db, { name: 'Ada', email, password: PASSWORD }) }
}

test('registerUser makes an employee who signs in, whatever the letter case, and is in the audit trail', async ({
  db,
}) => {
  const { email, userId } = await aRegistered(db)

  const result = await signIn(db, { email: email.toUpperCase(), password: PASSWORD })

  expect(result).toMatchObject({
    outcome: 'signed-in',
    session: { userId, name: 'Ada', email, roleName: 'employee', expiresAt: expect.any(Date) },
  })
  const trail = `SELECT action FROM containers_lab.audit_logs WHERE actor_user_id = $1 OR target_id = $1::text AND target_type = 'users' ORDER BY id`
  expect(await rowsOf(db, trail, [userId])).toEqual([{ action: 'INSERT' }, { action: 'SIGN_IN' }])
})

test('registerUser refuses an address that is taken, and a short password', async ({ db }) => {
  const { email } = await aRegistered(db)

  await expect(registerUser(db, { name: 'Eve', email, password: 'short' })).rejects.toThrow(InvalidInputError)
  await expect(registerUser(db, { name: 'Eve', email: email.toUpperCase(), password: PASSWORD })).rejects.toThrow(
    TakenError,
  )
})

test('signIn refuses a wrong password, an unknown address, nobody’s password and who is not active', async ({ db }) => {
  const { email, userId } = await aRegistered(db)
  const refused = { outcome: 'refused' }

  expect(await signIn(db, { email, password: 'wrong' })).toEqual(refused)
  expect(await signIn(db, { email: 'nobody@lab.example', password: PASSWORD })).toEqual(refused)
  await aUser(db, { email: 'without@lab.example' })
  expect(await signIn(db, { email: 'without@lab.example', password: '' })).toEqual(refused)
  await db.query(`UPDATE containers_lab.users SET status = 'suspended' WHERE id = $1`, [userId])
  expect(await signIn(db, { email, password: PASSWORD })).toEqual(refused)
  expect(await value(db, 'SELECT count(*)::integer FROM containers_lab.sessions')).toBe(0)
})

test('a bcrypt hash of an earlier system is checked once and replaced', async ({ db }) => {
  const userId = await aUser(db, { email: 'old@lab.example' })
  const password_hash = await bcrypt.hash(PASSWORD, { cost: 4 })
  await insert(db, 'local_auth', { user_id: userId, email: 'old@lab.example', password_hash })

  expect(await signIn(db, { email: 'old@lab.example', password: 'wrong' })).toEqual({ outcome: 'refused' })
  expect(await signIn(db, { email: 'old@lab.example', password: PASSWORD })).toMatchObject({ outcome: 'signed-in' })

  const hash = await value(db, 'SELECT password_hash FROM containers_lab.local_auth WHERE user_id = $1', [userId])
  expect(hash).toMatch(/^\$argon2id\$/)
  expect(await signIn(db, { email: 'old@lab.example', password: PASSWORD })).toMatchObject({ outcome: 'signed-in' })
})

test('two hashes of one password differ, and each verifies it and nothing else', async () => {
  const [one, other] = [await hashPassword(PASSWORD), await hashPassword(PASSWORD)]

  expect(one).not.toBe(other)
  expect(await verifyPassword(PASSWORD, one)).toEqual({ valid: true, outdated: false })
  expect(await verifyPassword(`${PASSWORD} `, one)).toEqual({ valid: false, outdated: false })
  await expect(verifyPassword(PASSWORD, '$pbkdf2$x')).rejects.toThrow(UnsupportedPasswordHashError)
})

test('changePassword asks for the old one and ends every session', async ({ db }) => {
  const { email, userId } = await aRegistered(db)
  const result = await signIn(db, { email, password: PASSWORD })
  const token = result.outcome === 'signed-in' ? result.session.token : ''
  expect(await useSession(db, { token })).toMatchObject({ userId })

  expect(await changePassword(db, { userId, currentPassword: 'wrong', newPassword: 'another one' })).toBe(false)
  expect(await useSession(db, { token })).toMatchObject({ userId })
  expect(await changePassword(db, { userId, currentPassword: PASSWORD, newPassword: 'another one' })).toBe(true)

  expect(await useSession(db, { token })).toBeUndefined()
  expect(await signIn(db, { email, password: PASSWORD })).toEqual({ outcome: 'refused' })
  expect(await signIn(db, { email, password: 'another one' })).toMatchObject({ outcome: 'signed-in' })
})

test('setPassword is for oneself and for who manages people', async ({ pool }) => {
  const [admin, other] = [await aUser(pool, { role: 'admin' }), await aUser(pool)]
  const { email, userId } = await aRegistered(pool)
  const set = (actingUserId: number, user = userId) =>
    setPassword(pool, { actingUserId, userId: user, password: 'given by somebody' })

  await expect(set(other)).rejects.toMatchObject({ code: 'LAB_RULE_VIOLATED', rule: 'permission' })
  expect(await set(admin)).toBe(true)
  expect(await signIn(pool, { email, password: 'given by somebody' })).toMatchObject({ outcome: 'signed-in' })
  expect(await set(userId)).toBe(true)
  expect(await set(admin, 2_000_000_000)).toBe(false)
  const noted = `SELECT actor_user_id FROM containers_lab.audit_logs WHERE action = 'SET_PASSWORD' AND target_id = $1::text ORDER BY id`
  expect(await rowsOf(pool, noted, [userId])).toEqual([{ actor_user_id: admin }, { actor_user_id: userId }])
})

test('nobody acts for somebody else inside the transaction of a third', async ({ pool }) => {
  const [admin, user] = [await aUser(pool, { role: 'admin' }), await aUser(pool)]

  await expect(
    asUser(pool, { userId: user, role: 'app_role' }, (db) =>
      setPassword(db, { actingUserId: admin, userId: user, password: 'borrowed rights' }),
    ),
  ).rejects.toMatchObject({ rule: 'permission' })
})

test('as the application role, registration and sign-in work without an actor', async ({ db }) => {
  await db.query('SET LOCAL ROLE app_role')
  const { email, userId } = await aRegistered(db)

  expect(await signIn(db, { email, password: PASSWORD })).toMatchObject({ outcome: 'signed-in', session: { userId } })
})
