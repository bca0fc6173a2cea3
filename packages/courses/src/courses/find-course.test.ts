import { expect } from 'vitest'

import { aCourse } from '../../test/course-builder.js'
import { test } from '../../test/test.js'
import { createCourse, findCourse, getCourse, InvalidInputError, UnknownCourseError } from '../index.js'

const NOTHING = '00000000-0000-0000-0000-00000000dead'

test('gives the course with the id', async ({ db }) => {
  const course = await createCourse(db, await aCourse(db))

  expect(await findCourse(db, { id: course.id })).toEqual(course)
  expect(await getCourse(db, { id: course.id })).toEqual(course)
})

test('has nothing for an unknown id', async ({ db }) => {
  expect(await findCourse(db, { id: NOTHING })).toBeUndefined()
  await expect(getCourse(db, { id: NOTHING })).rejects.toThrow(UnknownCourseError)
  await expect(getCourse(db, { id: NOTHING })).rejects.toMatchObject({
    code: 'COURSES_UNKNOWN_COURSE',
    courseId: NOTHING,
  })
})

test('refuses what is no id', async ({ db }) => {
  await expect(findCourse(db, { id: 'welding' })).rejects.toThrow(InvalidInputError)
})
