import { expect } from 'vitest'

import { aCourse, aTeam, aUser, insert } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  addModule,
  canSeeTask,
  createTask,
  deleteTask,
  findTask,
  listTasks,
  UnknownReferenceError,
  updateTask,
} from '../index.js'

test('a task in a module belongs to the course of the module', async ({ db }) => {
  const [courseId, other] = [await aCourse(db), await aCourse(db)]
  const { moduleId } = await addModule(db, { courseId, title: 'x' })

  const task = await createTask(db, { title: 'Weld', moduleId, courseId: other })

  expect(task).toMatchObject({ courseId, moduleId, description: null, createdBy: null })
  expect(await findTask(db, task)).toEqual(task)
  expect(await createTask(db, { title: 'Alone' })).toMatchObject({ courseId: null, moduleId: null })
  await expect(createTask(db, { title: 'x', moduleId: 2_000_000_000 })).rejects.toThrow(UnknownReferenceError)
})

test('listTasks filters, searches literally and counts by status', async ({ db }) => {
  const courseId = await aCourse(db)
  const { taskId } = await createTask(db, { title: 'Weld 100% of it', courseId })
  await createTask(db, { title: 'Weld 100 of them', courseId })
  for (const status of ['completed', 'blocked', 'blocked']) {
    await insert(db, 'assignments', { task_id: taskId, assigned_to_user_id: await aUser(db), status })
  }

  expect(await listTasks(db, { courseId })).toHaveLength(2)
  expect(await listTasks(db, { courseId, search: '100%' })).toMatchObject([
    { taskId, assignmentCount: 3, assignedCount: 0, inProgressCount: 0, completedCount: 1, blockedCount: 2 },
  ])
  expect(await listTasks(db, { moduleId: 2_000_000_000 })).toEqual([])
  expect(await listTasks(db, { courseId, limit: 1, offset: 1 })).toMatchObject([{ taskId }])
})

test('updateTask changes what is given; deleteTask takes assignments along', async ({ db }) => {
  const courseId = await aCourse(db)
  const { moduleId } = await addModule(db, { courseId, title: 'x' })
  const { taskId } = await createTask(db, { title: 'Weld', description: 'Once.' })
  await insert(db, 'assignments', { task_id: taskId, assigned_to_user_id: await aUser(db) })

  expect(await updateTask(db, { taskId, moduleId })).toMatchObject({ moduleId, courseId, description: 'Once.' })
  expect(await updateTask(db, { taskId, moduleId: null, title: 'Weld twice' })).toMatchObject({
    title: 'Weld twice',
    moduleId: null,
    courseId,
  })
  expect(await updateTask(db, { taskId, courseId: null, description: null })).toMatchObject({
    courseId: null,
    description: null,
  })
  expect(await updateTask(db, { taskId: 2_000_000_000, title: 'x' })).toBeUndefined()
  expect(await deleteTask(db, { taskId })).toBe(true)
  expect(await deleteTask(db, { taskId })).toBe(false)
  expect(await findTask(db, { taskId })).toBeUndefined()
})

test('a task is seen by whom it is given to, in a team too, and by whoever sees its course', async ({ db }) => {
  const [author, reader] = [await aUser(db), await aUser(db)]
  const task = async (given = {}) => (await createTask(db, { title: 'x', createdBy: author, ...given })).taskId
  const courseId = await aCourse(db)
  const [own, team, inCourse, hidden] = [await task(), await task(), await task({ courseId }), await task()]
  await insert(db, 'assignments', { task_id: own, assigned_to_user_id: reader })
  await insert(db, 'assignments', { task_id: team, assigned_group_id: await aTeam(db, [reader]) })
  await insert(db, 'course_assignments', { course_id: courseId, assigned_to_user_id: reader })
  const sees = (taskId: number, userId = reader) => canSeeTask(db, { userId, taskId })

  expect([await sees(own), await sees(team), await sees(inCourse), await sees(hidden)]).toEqual([
    true,
    true,
    true,
    false,
  ])
  expect(await sees(hidden, author)).toBe(true)
  expect(await sees(hidden, await aUser(db, { role: 'admin' }))).toBe(true)
  expect(await sees(2_000_000_000)).toBe(false)
})
