import { expect } from 'vitest'

import {
  assignTask,
  asUser,
  cancelOperation,
  countUnreadNotifications,
  createCourse,
  createTask,
  deleteCourse,
  enqueueOperation,
  findContainer,
  launchContainer,
  listContainers,
  listCourses,
  listEmployeeTracking,
  listNotifications,
  listOperations,
  listTaskAssignees,
  listUserTasks,
  markAllNotificationsRead,
  recordMetrics,
  reserveContainer,
  searchCourses,
  searchUsers,
  setAssignmentStatus,
  startTask,
  transitionContainer,
  updateContainer,
} from '../src/index.js'
import { aQuota, aTask, aUser } from './builders.js'
import { test } from './test.js'

const REFUSED = { code: '42501' }

test('as app_role a person launches, lists and stops containers of their own', async ({ pool }) => {
  const [owner, other] = [await aUser(pool), await aUser(pool)]
  await aQuota(pool, { user_id: owner, max_concurrent_containers: 1 })
  const as = <Value>(userId: number, work: Parameters<typeof asUser<Value>>[2]) =>
    asUser(pool, { userId, role: 'app_role' }, work)

  const launch = await as(owner, (db) => launchContainer(db, { userId: owner, image: 'ubuntu' }))
  const { containerId = 0, operationId = '' } = launch ?? {}

  expect(await as(owner, (db) => launchContainer(db, { userId: owner, image: 'ubuntu' }))).toBeUndefined()
  expect(await as(owner, (db) => listContainers(db))).toMatchObject([{ containerId }])
  expect(await as(other, (db) => listContainers(db))).toEqual([])
  expect(await as(other, (db) => cancelOperation(db, { operationId }))).toBeUndefined()
  expect(await as(owner, (db) => cancelOperation(db, { operationId }))).toBe('cancelled')
  expect(await as(owner, (db) => listOperations(db, { containerId }))).toMatchObject([{ status: 'cancelled' }])
  const failed = { containerId, status: 'failed', reason: 'was cancelled' }
  expect(await as(other, (db) => transitionContainer(db, failed))).toBe(false)
  expect(await as(owner, (db) => transitionContainer(db, failed))).toBe(true)
})

test('as app_role a manager gives tasks, and who got them is told and works on them', async ({ pool }) => {
  const [manager, learner] = [await aUser(pool, { role: 'admin' }), await aUser(pool)]
  const as = <Value>(userId: number, work: Parameters<typeof asUser<Value>>[2]) =>
    asUser(pool, { userId, role: 'app_role' }, work)

  const { taskId } = await as(manager, (db) => createTask(db, { title: 'Weld a seam', createdBy: manager }))
  const { added } = await as(manager, (db) => assignTask(db, { taskId, userIds: [learner], assignedBy: manager }))

  expect(added).toEqual([learner])
  expect(await as(manager, (db) => listTaskAssignees(db, { taskId }))).toMatchObject([{ userId: learner }])
  expect(await as(learner, (db) => countUnreadNotifications(db, { userId: learner }))).toBe(1)
  expect(await as(learner, (db) => listNotifications(db, { userId: learner }))).toMatchObject([
    { type: 'assignment_assigned' },
  ])
  expect(await as(learner, (db) => markAllNotificationsRead(db, { userId: learner }))).toBe(1)
  const tasks = await as(learner, (db) => listUserTasks(db, { userId: learner }))
  expect(tasks).toMatchObject([{ taskId, status: 'assigned' }])
  await as(learner, (db) => startTask(db, { taskId, userId: learner }))
  await expect(
    as(learner, (db) => assignTask(db, { taskId, userIds: [manager], assignedBy: learner })),
  ).rejects.toMatchObject(REFUSED)
  expect((await as(manager, (db) => listEmployeeTracking(db))).length).toBeGreaterThan(0)
})

test('as app_role people search what they may see', async ({ pool }) => {
  const [author, other] = [await aUser(pool, { role: 'admin' }), await aUser(pool)]
  const as = <Value>(userId: number, work: Parameters<typeof asUser<Value>>[2]) =>
    asUser(pool, { userId, role: 'app_role' }, work)
  const { courseId } = await as(author, (db) =>
    createCourse(db, { title: 'Plasma cutting', createdBy: author, visibility: 'private' }),
  )

  expect(await as(author, (db) => searchCourses(db, { search: 'plasma' }))).toMatchObject([{ courseId }])
  expect(await as(other, (db) => searchCourses(db, { search: 'plasma' }))).toEqual([])
  expect((await as(author, (db) => searchUsers(db, { limit: 500 }))).map(({ userId }) => userId)).toContain(other)
})

test('as readonly_role everything is read, and every write is refused', async ({ pool }) => {
  const admin = await aUser(pool, { role: 'admin' })
  const taskId = await aTask(pool, { created_by: admin })
  const containerId = (await reserveContainer(pool, { userId: admin, image: 'ubuntu' })) ?? 0
  const { courseId } = await createCourse(pool, { title: 'Brazing', createdBy: admin })
  await assignTask(pool, { taskId, userIds: [admin] })
  const as = <Value>(work: Parameters<typeof asUser<Value>>[2]) =>
    asUser(pool, { userId: admin, role: 'readonly_role' }, work)

  expect(await as((db) => findContainer(db, { containerId }))).toMatchObject({ containerId })
  expect((await as((db) => listCourses(db))).map((course) => course.courseId)).toContain(courseId)
  expect(await as((db) => listTaskAssignees(db, { taskId }))).toMatchObject([{ userId: admin }])
  expect(await as((db) => searchCourses(db, { search: 'brazing' }))).toMatchObject([{ courseId }])
  expect(await as((db) => listNotifications(db, { userId: admin }))).toHaveLength(1)
  const [assignment] = await as((db) => listTaskAssignees(db, { taskId }))
  const refused = [
    as((db) => launchContainer(db, { userId: admin, image: 'ubuntu' })),
    as((db) => reserveContainer(db, { userId: admin, image: 'ubuntu' })),
    as((db) => transitionContainer(db, { containerId, status: 'running' })),
    as((db) => updateContainer(db, { containerId, cpu: 2 })),
    as((db) => enqueueOperation(db, { containerId, operation: 'start' })),
    as((db) => cancelOperation(db, { operationId: '1' })),
    as((db) => assignTask(db, { taskId, userIds: [admin] })),
    as((db) => setAssignmentStatus(db, { assignmentId: assignment?.assignmentId ?? 0, status: 'completed' })),
    as((db) => createCourse(db, { title: 'Forging', createdBy: admin })),
    as((db) => deleteCourse(db, { courseId })),
    as((db) => markAllNotificationsRead(db, { userId: admin })),
    as((db) => recordMetrics(db, { metrics: [{ name: 'cpu_percent', containerId, value: 1 }] })),
  ]
  await Promise.all(refused.map((write) => expect(write).rejects.toMatchObject(REFUSED)))
})
