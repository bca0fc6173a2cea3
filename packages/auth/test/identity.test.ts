import type { Queryable } from '@schemata/contract'
import { describe, expect } from 'vitest'

import { test } from './test.js'

const ADA = '00000000-0000-0000-0000-00000000000a'
const BOB = '00000000-0000-0000-0000-00000000000b'

async function set(db: Queryable, setting: string, value: string) {
  await db.query('SELECT set_config($1, $2, true)', [setting, value])
}

async function identity(db: Queryable) {
  const { rows } = await db.query(
    'SELECT auth.uid() AS uid, auth.role() AS role, auth.email() AS email, auth.jwt() AS jwt',
  )
  return rows[0]
}

const NOBODY = { uid: null, role: null, email: null, jwt: null }

test('reads all claims of the request', async ({ db }) => {
  const claims = { sub: ADA, role: 'authenticated', email: 'ada@example.org', org: { id: 7 } }
  await set(db, 'request.jwt.claims', JSON.stringify(claims))

  expect(await identity(db)).toEqual({ uid: ADA, role: 'authenticated', email: 'ada@example.org', jwt: claims })
})

test('reads the single claims of an older gateway before all others', async ({ db }) => {
  await set(db, 'request.jwt.claims', JSON.stringify({ sub: ADA, role: 'anon', email: 'ada@example.org' }))
  await set(db, 'request.jwt.claim.sub', BOB)
  await set(db, 'request.jwt.claim.role', 'authenticated')
  await set(db, 'request.jwt.claim.email', 'bob@example.org')

  expect(await identity(db)).toMatchObject({ uid: BOB, role: 'authenticated', email: 'bob@example.org' })
})

test('is NULL where nothing is set', async ({ db }) => {
  expect(await identity(db)).toEqual(NOBODY)
})

describe('is NULL and does not fail the query for claims that', () => {
  test.for([
    ['are empty', ''],
    ['are cut off', '{"sub": "0000'],
    ['are no object', `["${ADA}"]`],
    ['are a JSON null', 'null'],
    ['hold a character that text cannot', '{"sub": "\\u0000"}'],
    ['hold a number past all bounds', `{"sub": "${ADA}", "n": 1e999999}`],
  ] as const)('%s', async ([, claims], { db }) => {
    await set(db, 'request.jwt.claims', claims)

    expect(await identity(db)).toEqual(NOBODY)
  })
})

test.for(['ada', 'auth0|5f7c', '', `${ADA} `, `{${ADA}}`])(
  'knows no user for the subject "%s"',
  async (sub, { db }) => {
    await set(db, 'request.jwt.claims', JSON.stringify({ sub, role: 'authenticated' }))

    expect(await identity(db)).toMatchObject({ uid: null, role: 'authenticated' })
  },
)

describe.for(['anon', 'authenticated', 'service_role'])('the role %s', (role) => {
  test('may ask who it speaks for', async ({ db }) => {
    await set(db, 'request.jwt.claims', JSON.stringify({ sub: ADA }))
    await set(db, 'role', role)

    expect(await identity(db)).toMatchObject({ uid: ADA })
  })

  test.for([
    'SELECT id FROM auth.users',
    'INSERT INTO auth.users (id) VALUES (gen_random_uuid())',
    'UPDATE auth.users SET email = NULL',
    'DELETE FROM auth.users',
  ])('is refused: %s', async (statement, { db }) => {
    await set(db, 'role', role)

    await expect(db.query(statement)).rejects.toMatchObject({ code: '42501' })
  })

  test('sees no user even where reading was granted by mistake', async ({ db }) => {
    await db.query('INSERT INTO auth.users (id) VALUES ($1)', [ADA])
    await db.query(`GRANT SELECT ON auth.users TO ${role}`)
    await set(db, 'role', role)

    expect((await db.query('SELECT id FROM auth.users')).rows).toEqual([])
  })
})
