import { expect } from 'vitest'

import { aCourse } from '../../test/course-builder.js'
import { test } from '../../test/test.js'
import {
  createCourse,
  IdTakenError,
  InvalidInputError,
  SlugTakenError,
  UnknownAuthorError,
  UnknownOrganizationError,
} from '../index.js'

const NOBODY = '00000000-0000-0000-0000-00000000dead'

test('creates a course whose generation has not started', async ({ db }) => {
  const given = await aCourse(db, { description: 'From the first spark on.' })

  expect(await createCourse(db, given)).toEqual({
    ...given,
    id: expect.any(String),
    generationStatus: null,
    createdAt: expect.any(Date),
    updatedAt: expect.any(Date),
  })
})

test('creates a course without an author or description', async ({ db }) => {
  const course = await createCourse(db, await aCourse(db, { userId: null }))

  expect(course).toMatchObject({ userId: null, description: null })
})

test('lets two organizations use one slug', async ({ db }) => {
  const first = await createCourse(db, await aCourse(db, { slug: 'welding' }))
  const second = await createCourse(db, await aCourse(db, { slug: 'welding' }))

  expect(second.organizationId).not.toBe(first.organizationId)
})

test('refuses a slug twice in one organization', async ({ db }) => {
  const { organizationId } = await createCourse(db, await aCourse(db, { slug: 'welding' }))
  const again = await aCourse(db, { organizationId, slug: 'welding' })

  await expect(createCourse(db, again)).rejects.toThrow(SlugTakenError)
})

test('refuses an organization that does not exist', async ({ db }) => {
  const course = await aCourse(db, { organizationId: NOBODY })

  await expect(createCourse(db, course)).rejects.toThrow(UnknownOrganizationError)
})

test('refuses an author who does not exist', async ({ db }) => {
  const course = await aCourse(db, { userId: NOBODY })

  await expect(createCourse(db, course)).rejects.toThrow(UnknownAuthorError)
})

test('refuses an id that is in use', async ({ db }) => {
  const { id } = await createCourse(db, await aCourse(db))
  const again = await aCourse(db, { id })

  await expect(createCourse(db, again)).rejects.toThrow(IdTakenError)
})

test('refuses a title of blanks', async ({ db }) => {
  const course = await aCourse(db, { title: '  ' })

  await expect(createCourse(db, course)).rejects.toThrow(InvalidInputError)
})
