import { expect } from 'vitest'

import { test } from '../../test/test.js'
import { createUser, deleteUser, findUserByEmail, InvalidInputError } from '../index.js'

test('finds a user by the address in any case', async ({ db }) => {
  const ada = await createUser(db, { email: 'ada@example.org' })

  expect(await findUserByEmail(db, { email: 'Ada@Example.ORG' })).toEqual(ada)
})

test('has nothing for an address that nobody has', async ({ db }) => {
  expect(await findUserByEmail(db, { email: 'ada@example.org' })).toBeUndefined()
})

test('gives the present holder of an address that a deleted user had', async ({ db }) => {
  const first = await createUser(db, { email: 'ada@example.org' })
  await deleteUser(db, { id: first.id })
  const second = await createUser(db, { email: 'ada@example.org' })

  expect(await findUserByEmail(db, { email: 'ada@example.org' })).toEqual(second)
})

test('passes over users of identity providers, who may share an address', async ({ db }) => {
  await db.query(`
    INSERT INTO auth.users (id, email, is_sso_user)
    VALUES (gen_random_uuid(), 'ada@example.org', true), (gen_random_uuid(), 'ada@example.org', true)
  `)

  expect(await findUserByEmail(db, { email: 'ada@example.org' })).toBeUndefined()
})

test('refuses what is no address', async ({ db }) => {
  await expect(findUserByEmail(db, { email: '' })).rejects.toThrow(InvalidInputError)
})
