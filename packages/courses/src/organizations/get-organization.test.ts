import { expect } from 'vitest'

import { test } from '../../test/test.js'
import { createOrganization, getOrganization, InvalidInputError, UnknownOrganizationError } from '../index.js'

test('gives the organization with the id', async ({ db }) => {
  const school = await createOrganization(db, { name: 'Night School', slug: 'night-school' })

  expect(await getOrganization(db, { id: school.id })).toEqual(school)
})

test('throws for an unknown id', async ({ db }) => {
  const id = '00000000-0000-0000-0000-00000000dead'

  const missing = getOrganization(db, { id })

  await expect(missing).rejects.toThrow(UnknownOrganizationError)
  await expect(missing).rejects.toMatchObject({ code: 'COURSES_UNKNOWN_ORGANIZATION', organizationId: id })
})

test('refuses what is no id', async ({ db }) => {
  await expect(getOrganization(db, { id: 'school' })).rejects.toThrow(InvalidInputError)
})
