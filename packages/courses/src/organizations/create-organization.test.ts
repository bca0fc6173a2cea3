import { expect } from 'vitest'

import { test } from '../../test/test.js'
import { createOrganization, IdTakenError, InvalidInputError, SlugTakenError } from '../index.js'

const ID = '00000000-0000-0000-0000-000000000001'

test('creates an organization', async ({ db }) => {
  const school = await createOrganization(db, { id: ID, name: ' Night School ', slug: 'night-school' })

  expect(school).toEqual({
    id: ID,
    name: 'Night School',
    slug: 'night-school',
    createdAt: expect.any(Date),
    updatedAt: expect.any(Date),
  })
})

test('refuses a slug that another organization has', async ({ db }) => {
  await createOrganization(db, { name: 'One', slug: 'school' })

  const again = createOrganization(db, { name: 'Two', slug: 'school' })

  await expect(again).rejects.toThrow(SlugTakenError)
  await expect(again).rejects.toMatchObject({ code: 'COURSES_SLUG_TAKEN', slug: 'school' })
})

test('refuses an id that is in use', async ({ db }) => {
  await createOrganization(db, { id: ID, name: 'One', slug: 'one' })

  await expect(createOrganization(db, { id: ID, name: 'Two', slug: 'two' })).rejects.toThrow(IdTakenError)
})

test.for(['', 'night school', 'night/school', 'a?b', 'x'.repeat(201)])(
  'refuses the slug "%s"',
  async (slug, { db }) => {
    await expect(createOrganization(db, { name: 'Night School', slug })).rejects.toThrow(InvalidInputError)
  },
)
