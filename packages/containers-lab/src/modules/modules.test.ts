import { expect } from 'vitest'

import { aCourse, aTask, aUser, insert } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  addModule,
  canSeeModule,
  deleteModule,
  InvalidInputError,
  listModules,
  orderModules,
  UnknownReferenceError,
  updateModule,
} from '../index.js'

test('a module is added after the last one and listed with its tasks', async ({ db }) => {
  const courseId = await aCourse(db)
  const first = await addModule(db, { courseId, title: 'First', content: 'Read.' })
  const second = await addModule(db, { courseId, title: 'Second' })
  await aTask(db, { module_id: first.moduleId })

  expect(first).toMatchObject({ courseId, content: 'Read.', position: 0 })
  expect(await listModules(db, { courseId })).toEqual([
    { ...first, taskCount: 1 },
    { ...second, position: 1, taskCount: 0 },
  ])
  expect(await listModules(db, { courseId: 2_000_000_000 })).toEqual([])
  await expect(addModule(db, { courseId, title: 'x', position: -1 })).rejects.toThrow(InvalidInputError)
  await expect(addModule(db, { courseId: 2_000_000_000, title: 'x' })).rejects.toThrow(UnknownReferenceError)
})

test('a module is changed and deleted through its own course only', async ({ db }) => {
  const [courseId, other] = [await aCourse(db), await aCourse(db)]
  const { moduleId } = await addModule(db, { courseId, title: 'First', content: 'Read.' })

  expect(await updateModule(db, { courseId: other, moduleId, title: 'x' })).toBeUndefined()
  expect(await deleteModule(db, { courseId: other, moduleId })).toBe(false)
  expect(await updateModule(db, { courseId, moduleId, title: 'Seams' })).toMatchObject({
    title: 'Seams',
    content: 'Read.',
  })
  expect(await updateModule(db, { courseId, moduleId, content: null, position: 3 })).toMatchObject({
    content: null,
    position: 3,
  })
  expect(await deleteModule(db, { courseId, moduleId })).toBe(true)
  expect(await deleteModule(db, { courseId, moduleId })).toBe(false)
})

test('orderModules puts those named first and leaves other courses alone', async ({ db }) => {
  const [courseId, other] = [await aCourse(db), await aCourse(db)]
  const add = async (course: number) => (await addModule(db, { courseId: course, title: 'x' })).moduleId
  const [a, b, c, foreign] = [await add(courseId), await add(courseId), await add(courseId), await add(other)]

  expect(await orderModules(db, { courseId, moduleIds: [c, foreign] })).toBe(3)

  expect((await listModules(db, { courseId })).map(({ moduleId }) => moduleId)).toEqual([c, a, b])
  expect(await orderModules(db, { courseId, moduleIds: [c, a, b] })).toBe(0)
  expect(await listModules(db, { courseId: other })).toMatchObject([{ moduleId: foreign, position: 0 }])
})

test('who has one module of a course reads that one', async ({ db }) => {
  const reader = await aUser(db)
  const courseId = await aCourse(db)
  const [mine, other] = [await addModule(db, { courseId, title: 'a' }), await addModule(db, { courseId, title: 'b' })]
  await insert(db, 'module_assignments', { module_id: mine.moduleId, assigned_to_user_id: reader })
  const reads = (moduleId: number, userId = reader) => canSeeModule(db, { userId, moduleId })

  expect([await reads(mine.moduleId), await reads(other.moduleId)]).toEqual([true, false])
  expect(await reads(other.moduleId, await aUser(db, { role: 'admin' }))).toBe(true)
  await insert(db, 'course_assignments', { course_id: courseId, assigned_to_user_id: reader })
  expect(await reads(other.moduleId)).toBe(true)
})
