import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { aCourse, aTask, aTeam, aUser, insert } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  addModule,
  assignCourse,
  assignModule,
  assignTask,
  assignTaskToTeams,
  asUser,
  findEmployeeTracking,
  findUserCourse,
  getUserDashboard,
  listEmployeeTracking,
  listEmployeeWork,
  listModuleTasks,
  listUserCourses,
  listUserModules,
  listUserTasks,
  setAssignmentStatus,
  startTask,
} from '../index.js'

/** A person with a whole course of two modules and three tasks, one done, one begun. */
async function aLearner(db: Queryable) {
  const userId = await aUser(db, { name: 'Ada Learner' })
  const courseId = await aCourse(db, { title: 'Welding' })
  const first = (await addModule(db, { courseId, title: 'First' })).moduleId
  const second = (await addModule(db, { courseId, title: 'Second' })).moduleId
  const [done, begun, open] = [
    await aTask(db, { module_id: first, title: 'done' }),
    await aTask(db, { module_id: first, title: 'begun' }),
    await aTask(db, { module_id: second, title: 'open' }),
  ]
  await assignCourse(db, { courseId, userIds: [userId], dueDate: new Date('2031-01-01T00:00Z') })
  const { assignmentId } = await startTask(db, { userId, taskId: done })
  await setAssignmentStatus(db, { assignmentId, status: 'completed', notes: 'fine' })
  await startTask(db, { userId, taskId: begun })
  return { userId, courseId, first, second, done, begun, open }
}

test('listUserTasks has each task once, the soonest due first', async ({ db }) => {
  const { userId, courseId, done, begun, open } = await aLearner(db)
  const soon = await aTask(db)
  await assignTask(db, { taskId: soon, userIds: [userId], dueDate: new Date('2027-01-01T00:00Z') })
  await assignTaskToTeams(db, { taskId: soon, teamIds: [await aTeam(db, [userId])] })

  expect(await listUserTasks(db, { userId })).toMatchObject([
    { taskId: soon, own: true, courseId: null, dueDate: new Date('2027-01-01T00:00Z') },
    { taskId: done, status: 'completed', notes: 'fine', completedAt: expect.any(Date) },
    { taskId: begun, status: 'in_progress' },
    { taskId: open, status: null, assignmentId: null, own: false },
  ])
  expect(await listUserTasks(db, { userId, courseId, limit: 1, offset: 1 })).toMatchObject([{ taskId: begun }])
  expect(await listUserTasks(db, { userId, status: 'blocked' })).toEqual([])
})

test('listModuleTasks has all tasks of a module, with how the person stands', async ({ db }) => {
  const { userId, first, done, begun } = await aLearner(db)

  expect(await listModuleTasks(db, { userId, moduleId: first })).toMatchObject([
    { taskId: done, status: 'completed' },
    { taskId: begun, status: 'in_progress' },
  ])
  expect(await listModuleTasks(db, { userId: await aUser(db), moduleId: first })).toMatchObject([
    { taskId: done, status: null, assignmentId: null },
    { taskId: begun, status: null },
  ])
  expect(await listModuleTasks(db, { userId, moduleId: 2_000_000_000 })).toEqual([])
})

test('listUserCourses and listUserModules tell how far a person has come', async ({ db }) => {
  const { userId, courseId, first, second } = await aLearner(db)
  const other = await aCourse(db, { title: 'Brazing' })
  const alone = (await addModule(db, { courseId: other, title: 'Alone' })).moduleId
  await assignModule(db, { moduleId: alone, userIds: [userId] })

  expect(await listUserCourses(db, { userId })).toMatchObject([
    { courseId: other, wholeCourse: false, taskCount: 0, completionPercent: null },
    { courseId, wholeCourse: true, taskCount: 3, inProgressCount: 1, completedCount: 1, completionPercent: 33.3 },
  ])
  expect(await listUserModules(db, { userId, courseId })).toMatchObject([
    { moduleId: first, taskCount: 2, completedCount: 1, completionPercent: 50, dueDate: new Date('2031-01-01T00:00Z') },
    { moduleId: second, taskCount: 1, completedCount: 0, completionPercent: 0 },
  ])
  expect((await listUserModules(db, { userId })).map(({ moduleId }) => moduleId)).toEqual([first, second, alone])
  expect(await listUserCourses(db, { userId: await aUser(db) })).toEqual([])
})

test('findUserCourse has all modules, or only one’s own, or nothing', async ({ db }) => {
  const { userId, courseId, first, second } = await aLearner(db)
  const [part, nobody] = [await aUser(db), await aUser(db)]
  await assignModule(db, { moduleId: second, userIds: [part] })
  const modules = async (user: number) =>
    (await findUserCourse(db, { userId: user, courseId }))?.modules.map(({ moduleId }) => moduleId)

  expect(await findUserCourse(db, { userId, courseId })).toMatchObject({
    title: 'Welding',
    whole: true,
    modules: [{ moduleId: first, createdAt: expect.any(Date) }, { moduleId: second }],
  })
  expect(await modules(part)).toEqual([second])
  expect(await modules(nobody)).toBeUndefined()
  expect(await modules(await aUser(db, { role: 'admin' }))).toEqual([first, second])
  expect(await findUserCourse(db, { userId: await aUser(db, { role: 'admin' }), courseId })).toMatchObject({
    whole: true,
  })
  await db.query(`UPDATE containers_lab.courses SET visibility = 'public' WHERE id = $1`, [courseId])
  expect(await modules(nobody)).toEqual([first, second])
})

test('getUserDashboard counts courses, what is independent of them, and tasks by status', async ({ db }) => {
  const { userId, first } = await aLearner(db)
  const alone = (await addModule(db, { courseId: await aCourse(db), title: 'x' })).moduleId
  await assignModule(db, { moduleId: alone, userIds: [userId] })
  await assignModule(db, { moduleId: first, userIds: [userId] })
  await assignTask(db, { taskId: await aTask(db), userIds: [userId], dueDate: new Date('2001-01-01T00:00Z') })

  expect(await getUserDashboard(db, { userId })).toEqual({
    courseCount: 2,
    independentModuleCount: 1,
    independentTaskCount: 1,
    tasks: { total: 4, assigned: 2, inProgress: 1, completed: 1, blocked: 0, overdue: 1 },
  })
  expect(await getUserDashboard(db, { userId: 2_000_000_000 })).toMatchObject({ courseCount: 0, tasks: { total: 0 } })
})

test('tracking counts each table for itself, and its lists are those of the person', async ({ db }) => {
  const { userId, courseId, done, begun } = await aLearner(db)
  await db.query(
    `UPDATE containers_lab.assignments SET completed_at = started_at + interval '90 minutes' WHERE task_id = $1`,
    [done],
  )
  const idle = await aUser(db, { name: 'Idle 100%' })

  const [tracked, ...more] = await listEmployeeTracking(db, { search: 'ada learner' })

  expect(more).toEqual([])
  expect(tracked).toMatchObject({
    userId,
    roleName: 'employee',
    status: 'active',
    courseCount: 1,
    moduleCount: 0,
    taskCount: 2,
    inProgressCount: 1,
    completedCount: 1,
    averageMinutes: 90,
    completionPercent: 50,
    firstStartedAt: expect.any(Date),
    lastCompletedAt: expect.any(Date),
  })
  expect(await findEmployeeTracking(db, { userId })).toEqual({
    ...tracked,
    courses: [{ courseId, title: 'Welding', dueDate: new Date('2031-01-01T00:00Z') }],
    modules: [],
    tasks: [
      expect.objectContaining({ taskId: done, status: 'completed', completedAt: expect.any(Date) }),
      expect.objectContaining({ taskId: begun, title: 'begun', status: 'in_progress', completedAt: null }),
    ],
  })
  expect(await listEmployeeWork(db, { userIds: [idle, userId, 2_000_000_000] })).toMatchObject([
    { userId, tasks: [{ taskId: done }, { taskId: begun }] },
    { userId: idle, courses: [], modules: [], tasks: [] },
  ])
  expect(await listEmployeeTracking(db, { search: '0%', roleName: 'employee' })).toMatchObject([
    { userId: idle, taskCount: 0, completionPercent: null, averageMinutes: null },
  ])
  expect(await findEmployeeTracking(db, { userId: 2_000_000_000 })).toBeUndefined()
})

test('as the application role, a person tracks themselves alone', async ({ pool }) => {
  const { userId } = await asUser(pool, await aUser(pool, { role: 'admin' }), aLearner)
  await insert(pool, 'assignments', { task_id: await aTask(pool), assigned_to_user_id: await aUser(pool) })

  const tracked = await asUser(pool, { userId, role: 'app_role' }, (db) => listEmployeeTracking(db))

  expect(tracked).toMatchObject([{ userId, taskCount: 2 }])
})
