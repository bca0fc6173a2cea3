import { auth } from '@schemata/auth/schema'
import { defineStack, inSchema } from '@schemata/contract'
import { createTest } from '@schemata/testing'
import { expect } from 'vitest'

import { courses, createCourse, listCourses, setGenerationStatus } from '../src/index.js'
import { aCourse } from './course-builder.js'

const test = createTest(defineStack({ packages: [auth, courses], schemas: { courses: 'lessons' } }))

test('works under another schema name', async ({ db }) => {
  const { rows } = await db.query(`SELECT to_regclass('course_catalog.courses') IS NULL AS absent`)
  expect(rows).toEqual([{ absent: true }])

  const userId = '00000000-0000-0000-0000-00000000000a'
  await db.query('INSERT INTO auth.users (id) VALUES ($1)', [userId])
  const lessons = inSchema(db, courses, 'lessons')
  const { id, organizationId } = await createCourse(lessons, await aCourse(lessons, { userId }))
  await setGenerationStatus(lessons, { id, status: 'pending' })

  expect(await listCourses(lessons, { organizationId })).toMatchObject([{ id, userId, generationStatus: 'pending' }])
})
