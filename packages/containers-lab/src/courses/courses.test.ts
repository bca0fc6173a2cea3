import { expect, test as plain } from 'vitest'

import { aTask, aTeam, aUser, insert, value } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  addModule,
  asUser,
  canSeeCourse,
  createCourse,
  deleteCourse,
  findCourse,
  InvalidInputError,
  listCourses,
  searchCourses,
  UnknownReferenceError,
  updateCourse,
} from '../index.js'
import { slugOf } from './slug-of.js'

plain.each([
  ['Welding for Beginners', 'welding-for-beginners'],
  ['  Übung — C++ & Straße ', 'ubung-c-strasse'],
  ['日本', 'course'],
  ['a'.repeat(200), 'a'.repeat(80)],
])('the slug of %j is %s', (title, slug) => {
  expect(slugOf(title)).toBe(slug)
})

test('createCourse makes the slug of the title, with a number where it is taken', async ({ db }) => {
  const createdBy = await aUser(db)
  const [first, second] = [
    await createCourse(db, { title: 'Arc Welding', createdBy }),
    await createCourse(db, { title: 'Arc welding!', visibility: 'public' }),
  ]

  expect(first).toMatchObject({ slug: 'arc-welding', visibility: 'private', createdBy, description: null })
  expect(second).toMatchObject({ slug: 'arc-welding-2', visibility: 'public', createdBy: null })
  await expect(createCourse(db, { title: ' ' })).rejects.toThrow(InvalidInputError)
  await expect(createCourse(db, { title: 'x', createdBy: 2_000_000_000 })).rejects.toThrow(UnknownReferenceError)
})

test('ten callers with one title get ten slugs', async ({ pool }) => {
  const courses = await Promise.all(Array.from({ length: 10 }, () => createCourse(pool, { title: 'Same title' })))

  expect(new Set(courses.map(({ slug }) => slug)).size).toBe(10)
})

test('as the application role, a slug that a hidden course has is not given twice', async ({ pool }) => {
  const [author, other] = [await aUser(pool), await aUser(pool)]
  await createCourse(pool, { title: 'Hidden one', createdBy: author })

  const course = await asUser(pool, { userId: other, role: 'app_role' }, (db) =>
    createCourse(db, { title: 'Hidden one', createdBy: other }),
  )

  expect(course.slug).toBe('hidden-one-2')
})

test('updateCourse changes what is given; the slug follows the title alone', async ({ db }) => {
  const { courseId } = await createCourse(db, { title: 'Welding', description: 'Hot.' })
  await createCourse(db, { title: 'Brazing' })

  expect(await updateCourse(db, { courseId, visibility: 'public' })).toMatchObject({
    slug: 'welding',
    description: 'Hot.',
    visibility: 'public',
  })
  expect(await updateCourse(db, { courseId, title: 'Welding' })).toMatchObject({ slug: 'welding' })
  expect(await updateCourse(db, { courseId, title: 'Brazing', description: null })).toMatchObject({
    slug: 'brazing-2',
    description: null,
  })
  expect(await updateCourse(db, { courseId: 2_000_000_000, title: 'x' })).toBeUndefined()
})

test('listCourses and findCourse count modules, tasks and people each for itself', async ({ db }) => {
  const author = await aUser(db, { name: 'Ada' })
  const { courseId, slug } = await createCourse(db, { title: 'Counted', createdBy: author })
  const { moduleId } = await addModule(db, { courseId, title: 'second', position: 5 })
  const first = await addModule(db, { courseId, title: 'first', position: 1 })
  await aTask(db, { module_id: moduleId })
  await aTask(db, { module_id: moduleId })
  await aTask(db, { related_course_id: courseId })
  for (const user of [await aUser(db), await aUser(db)]) {
    await insert(db, 'course_assignments', { course_id: courseId, assigned_to_user_id: user })
  }

  const [listed, ...more] = await listCourses(db, { createdBy: author })

  expect(more).toEqual([])
  expect(listed).toMatchObject({ courseId, authorName: 'Ada', moduleCount: 2, taskCount: 3, assignmentCount: 2 })
  expect(await findCourse(db, { slug })).toEqual({
    ...listed,
    modules: [
      { moduleId: first.moduleId, title: 'first', position: 1, taskCount: 0 },
      { moduleId, title: 'second', position: 5, taskCount: 2 },
    ],
  })
  expect(await listCourses(db, { createdBy: author, visibility: 'public' })).toEqual([])
  expect(await findCourse(db, { courseId: 2_000_000_000 })).toBeUndefined()
})

test('deleteCourse takes its modules along and leaves tasks outside them', async ({ db }) => {
  const { courseId } = await createCourse(db, { title: 'Gone' })
  const { moduleId } = await addModule(db, { courseId, title: 'x' })
  const [inside, outside] = [await aTask(db, { module_id: moduleId }), await aTask(db, { related_course_id: courseId })]

  expect(await deleteCourse(db, { courseId })).toBe(true)

  const left = 'SELECT id FROM containers_lab.tasks WHERE id = ANY ($1)'
  expect(await value(db, left, [[inside, outside]])).toBe(outside)
  expect(await deleteCourse(db, { courseId })).toBe(false)
})

test('searchCourses ranks a word of the title above one of the description, and takes any text', async ({ db }) => {
  const inText = await createCourse(db, {
    title: 'Metalwork',
    description: 'Some soldering, and welding of all kinds.',
  })
  const inTitle = await createCourse(db, { title: 'Soldering', description: 'Metalwork.' })
  const found = async (search: string) => (await searchCourses(db, { search })).map(({ courseId }) => courseId)

  expect(await found('soldered')).toEqual([inTitle.courseId, inText.courseId])
  expect(await found('soldering -welding')).toEqual([inTitle.courseId])
  expect(await found('"all kinds"')).toEqual([inText.courseId])
  expect(await found("'); & | ! :* <->")).toEqual([])
  expect((await searchCourses(db, { search: 'soldering', limit: 1 }))[0]?.rank).toBeGreaterThan(0)
})

test('a course is seen when it is public, one’s own, given in any way, or by a manager', async ({ db }) => {
  const [author, reader, admin] = [await aUser(db), await aUser(db), await aUser(db, { role: 'admin' })]
  const course = async () => (await createCourse(db, { title: 'x', createdBy: author })).courseId
  const [whole, byModule, byTeam, hidden] = [await course(), await course(), await course(), await course()]
  await insert(db, 'course_assignments', { course_id: whole, assigned_to_user_id: reader })
  const { moduleId } = await addModule(db, { courseId: byModule, title: 'x' })
  await insert(db, 'module_assignments', { module_id: moduleId, assigned_to_user_id: reader })
  const task_id = await aTask(db, { related_course_id: byTeam })
  await insert(db, 'assignments', { task_id, assigned_group_id: await aTeam(db, [reader]) })
  const sees = (userId: number, courseId: number) => canSeeCourse(db, { userId, courseId })

  for (const courseId of [whole, byModule, byTeam]) expect(await sees(reader, courseId)).toBe(true)
  expect(await sees(reader, hidden)).toBe(false)
  expect([await sees(author, hidden), await sees(admin, hidden)]).toEqual([true, true])
  await updateCourse(db, { courseId: hidden, visibility: 'public' })
  expect(await sees(reader, hidden)).toBe(true)
  await db.query(`UPDATE containers_lab.users SET status = 'suspended' WHERE id = $1`, [reader])
  expect(await sees(reader, hidden)).toBe(false)
  expect(await sees(admin, 2_000_000_000)).toBe(false)
})
