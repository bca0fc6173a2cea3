import { expect } from 'vitest'

import { test } from '../../test/test.js'
import { createUser, deleteUser, EmailTakenError, InvalidInputError, UserIdTakenError } from '../index.js'

const ID = '00000000-0000-0000-0000-000000000001'

test('stores the address in lower case and what is stated about the user', async ({ db }) => {
  const ada = await createUser(db, {
    email: ' Ada@Example.org ',
    appMetadata: { plan: 'school' },
    userMetadata: { name: 'Ada' },
  })

  expect(ada).toMatchObject({
    email: 'ada@example.org',
    appMetadata: { plan: 'school' },
    userMetadata: { name: 'Ada' },
    createdAt: expect.any(Date),
    updatedAt: expect.any(Date),
  })
})

test('creates a user of whom nothing is known', async ({ db }) => {
  const nobody = await createUser(db, {})

  expect(nobody).toMatchObject({ email: null, appMetadata: {}, userMetadata: {} })
})

test('takes the id it is given', async ({ db }) => {
  expect((await createUser(db, { id: ID })).id).toBe(ID)
})

test('refuses an address that another user has, whatever its case', async ({ db }) => {
  await createUser(db, { email: 'ada@example.org' })

  const again = createUser(db, { email: 'ADA@example.org' })

  await expect(again).rejects.toThrow(EmailTakenError)
  await expect(again).rejects.toMatchObject({ code: 'AUTH_EMAIL_TAKEN', email: 'ada@example.org' })
  await expect(again).rejects.not.toThrow('ada@example.org')
})

test('refuses the id of a deleted user', async ({ db }) => {
  await createUser(db, { id: ID })
  await deleteUser(db, { id: ID })

  await expect(createUser(db, { id: ID })).rejects.toThrow(UserIdTakenError)
})

test('gives one address to one of two simultaneous registrations', async ({ pool }) => {
  const email = 'both@example.org'

  const outcomes = await Promise.allSettled([createUser(pool, { email }), createUser(pool, { email })])

  const refusals = outcomes.filter((outcome) => outcome.status === 'rejected').map((outcome) => outcome.reason)
  expect(refusals).toEqual([expect.any(EmailTakenError)])
})

test('refuses what is no address before the database is asked', async ({ db }) => {
  await expect(createUser(db, { email: 'ada' })).rejects.toThrow(InvalidInputError)
  await expect(createUser(db, { email: 'ada' })).rejects.toMatchObject({ parameters: ['email'] })
})
