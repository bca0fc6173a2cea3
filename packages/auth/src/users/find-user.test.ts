import { expect } from 'vitest'

import { test } from '../../test/test.js'
import { createUser, deleteUser, findUser, getUser, InvalidInputError, UnknownUserError } from '../index.js'

const NOBODY = '00000000-0000-0000-0000-00000000dead'

test('gives the user with the id', async ({ db }) => {
  const ada = await createUser(db, { email: 'ada@example.org' })

  expect(await findUser(db, { id: ada.id })).toEqual(ada)
  expect(await getUser(db, { id: ada.id })).toEqual(ada)
})

test('has nothing for an unknown id', async ({ db }) => {
  expect(await findUser(db, { id: NOBODY })).toBeUndefined()
  await expect(getUser(db, { id: NOBODY })).rejects.toThrow(UnknownUserError)
})

test('has nothing for a deleted user', async ({ db }) => {
  const { id } = await createUser(db, {})
  await deleteUser(db, { id })

  expect(await findUser(db, { id })).toBeUndefined()
  await expect(getUser(db, { id })).rejects.toMatchObject({ code: 'AUTH_UNKNOWN_USER', userId: id })
})

test('reads a row that another program wrote without times or metadata', async ({ db }) => {
  await db.query('INSERT INTO auth.users (id) VALUES ($1)', [NOBODY])

  expect(await getUser(db, { id: NOBODY })).toEqual({
    id: NOBODY,
    email: null,
    appMetadata: {},
    userMetadata: {},
    createdAt: null,
    updatedAt: null,
  })
})

test('refuses what is no id', async ({ db }) => {
  await expect(findUser(db, { id: 'ada' })).rejects.toThrow(InvalidInputError)
})
