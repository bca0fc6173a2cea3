import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { test } from '../../test/test.js'
import { asUser, InvalidInputError, NotInTransactionError, RoleUnavailableError } from '../index.js'

const ADA = '00000000-0000-0000-0000-00000000000a'
const BOB = '00000000-0000-0000-0000-00000000000b'

async function whoAmI(db: Queryable) {
  const { rows } = await db.query(
    'SELECT auth.uid() AS uid, auth.role() AS claimed, auth.email() AS email, current_user::text AS role',
  )
  return rows[0]
}

test('speaks for the user inside and for nobody afterwards', async ({ db }) => {
  const before = await whoAmI(db)

  const inside = await asUser(db, { userId: ADA, claims: { email: 'ada@example.org' } }, whoAmI)

  expect(inside).toEqual({ uid: ADA, claimed: 'authenticated', email: 'ada@example.org', role: 'authenticated' })
  expect(before).toMatchObject({ uid: null, claimed: null, email: null })
  expect(await whoAmI(db)).toEqual(before)
})

test('makes a visitor without an identity anonymous', async ({ db }) => {
  expect(await asUser(db, { userId: null, claims: { sub: ADA } }, whoAmI)).toEqual({
    uid: null,
    claimed: 'anon',
    email: null,
    role: 'anon',
  })
})

test('takes on another role when told to', async ({ db }) => {
  const inside = await asUser(db, { userId: ADA, role: 'service_role' }, whoAmI)

  expect(inside).toMatchObject({ uid: ADA, claimed: 'service_role', role: 'service_role' })
})

test('does not let claims name another user or role', async ({ db }) => {
  const inside = await asUser(db, { userId: ADA, claims: { sub: BOB, role: 'service_role' } }, whoAmI)

  expect(inside).toMatchObject({ uid: ADA, claimed: 'authenticated' })
})

test('hides the single claims of an older gateway, and brings them back', async ({ db }) => {
  await db.query(`SELECT set_config('request.jwt.claim.sub', $1, true)`, [BOB])

  expect(await asUser(db, { userId: ADA }, whoAmI)).toMatchObject({ uid: ADA })
  expect(await whoAmI(db)).toMatchObject({ uid: BOB })
})

test('gives the outer identity back after an inner one', async ({ db }) => {
  const seen = await asUser(db, { userId: ADA }, async () => {
    const inner = await asUser(db, { userId: BOB }, whoAmI)
    return [inner.uid, (await whoAmI(db)).uid]
  })

  expect(seen).toEqual([BOB, ADA])
})

test('gives the identity back when the work fails and the transaction lives on', async ({ db }) => {
  const before = await whoAmI(db)
  const failure = new Error('the application changed its mind')

  await expect(asUser(db, { userId: ADA }, () => Promise.reject(failure))).rejects.toBe(failure)

  expect(await whoAmI(db)).toEqual(before)
})

test('passes the error of an aborted transaction on, and leaves nothing behind it', async ({ pool }) => {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const forbidden = asUser(client, { userId: ADA }, (db) => db.query('SELECT id FROM auth.users'))
    await expect(forbidden).rejects.toMatchObject({ code: '42501' })
    await client.query('ROLLBACK')

    expect(await whoAmI(client)).toMatchObject({ uid: null, claimed: null })
  } finally {
    client.release()
  }
})

test('does not outlive the transaction on its connection', async ({ pool }) => {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await asUser(client, { userId: ADA }, (db) => db.query('COMMIT'))

    expect(await whoAmI(client)).toMatchObject({ uid: null, claimed: null })
  } finally {
    client.release()
  }
})

test('refuses a pool and a client without a transaction, and runs nothing', async ({ pool }) => {
  const client = await pool.connect()
  let ran = false
  const work = async () => {
    ran = true
  }
  try {
    await expect(asUser(pool, { userId: ADA }, work)).rejects.toThrow(NotInTransactionError)
    await expect(asUser(client, { userId: ADA }, work)).rejects.toThrow(NotInTransactionError)
    expect(await whoAmI(client)).toMatchObject({ uid: null })
    expect(ran).toBe(false)
  } finally {
    client.release()
  }
})

test('says which role it could not take on', async ({ db }) => {
  await expect(asUser(db, { userId: ADA, role: 'no_such_role' }, whoAmI)).rejects.toThrow(RoleUnavailableError)
})

test('refuses what is no user id', async ({ db }) => {
  await expect(asUser(db, { userId: 'ada' }, whoAmI)).rejects.toThrow(InvalidInputError)
})
