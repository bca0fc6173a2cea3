import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { aCourse, aTask, aTeam, aUser, rowsOf, value } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  addModule,
  assignCourse,
  assignModule,
  assignTask,
  assignTaskToTeams,
  asUser,
  InvalidInputError,
  listAssignmentHistory,
  listCourseAssignees,
  listModuleAssignees,
  listTaskAssignees,
  setAssignmentStatus,
  startTask,
  UnknownReferenceError,
  unassignCourse,
  unassignModule,
  unassignTask,
  unassignTaskFromTeams,
} from '../index.js'

const NOBODY = 2_000_000_000
type To = { userIds?: number[]; teamIds?: number[]; assignedBy?: number; dueDate?: Date }

const KINDS = [
  {
    kind: 'task',
    make: aTask,
    assign: (db: Queryable, taskId: number, to: To) => assignTask(db, { taskId, ...to }),
    unassign: (db: Queryable, taskId: number, userIds: number[]) => unassignTask(db, { taskId, userIds }),
    list: (db: Queryable, taskId: number) => listTaskAssignees(db, { taskId }),
  },
  {
    kind: 'course',
    make: aCourse,
    assign: (db: Queryable, courseId: number, to: To) => assignCourse(db, { courseId, ...to }),
    unassign: (db: Queryable, courseId: number, userIds: number[]) => unassignCourse(db, { courseId, userIds }),
    list: (db: Queryable, courseId: number) => listCourseAssignees(db, { courseId }),
  },
  {
    kind: 'module',
    make: async (db: Queryable) => (await addModule(db, { courseId: await aCourse(db), title: 'x' })).moduleId,
    assign: (db: Queryable, moduleId: number, to: To) => assignModule(db, { moduleId, ...to }),
    unassign: (db: Queryable, moduleId: number, userIds: number[]) => unassignModule(db, { moduleId, userIds }),
    list: (db: Queryable, moduleId: number) => listModuleAssignees(db, { moduleId }),
  },
]

test.for(KINDS)('a $kind is given once, listed, and taken back', async ({ make, assign, unassign, list }, { db }) => {
  const id = await make(db)
  const [boss, ada, bob] = [await aUser(db), await aUser(db, { name: 'Ada' }), await aUser(db, { name: 'bob' })]
  const dueDate = new Date('2031-05-01T00:00Z')

  expect(await assign(db, id, { userIds: [bob, bob], assignedBy: boss, dueDate })).toEqual({
    added: [bob],
    alreadyHad: [],
  })
  expect(await assign(db, id, { userIds: [ada, bob] })).toEqual({ added: [ada], alreadyHad: [bob] })
  expect(await list(db, id)).toMatchObject([
    { userId: ada, name: 'Ada', assignedBy: null, dueDate: null },
    { userId: bob, name: 'bob', assignedBy: boss, dueDate },
  ])
  expect(await unassign(db, id, [bob, boss])).toEqual([bob])
  expect((await list(db, id)).map(({ userId }) => userId)).toEqual([ada])
  expect(await assign(db, id, {})).toEqual({ added: [], alreadyHad: [] })
})

test.for(KINDS)('a $kind is given to the members of teams, each once', async ({ make, assign }, { db }) => {
  const id = await make(db)
  const [a, b, c] = [await aUser(db), await aUser(db), await aUser(db)]
  const teamIds = [await aTeam(db, [a, b]), await aTeam(db, [b, c])]

  expect(await assign(db, id, { userIds: [a], teamIds })).toEqual({ added: [a, b, c], alreadyHad: [] })
})

test.for(KINDS)('a $kind goes to all or to nobody', async ({ make, assign, list }, { pool }) => {
  const id = await make(pool)
  const user = await aUser(pool)

  await expect(assign(pool, id, { userIds: [user, NOBODY] })).rejects.toMatchObject({ kind: 'user', id: `${NOBODY}` })
  await expect(assign(pool, NOBODY, { userIds: [user] })).rejects.toThrow(UnknownReferenceError)
  await expect(assign(pool, id, { userIds: [0] })).rejects.toThrow(InvalidInputError)
  expect(await list(pool, id)).toEqual([])
})

test.for(KINDS)('two callers at once give a $kind to each once', async ({ make, assign }, { pool }) => {
  const id = await make(pool)
  const userIds = await Promise.all(Array.from({ length: 10 }, () => aUser(pool)))

  const answers = await Promise.all([
    assign(pool, id, { userIds }),
    assign(pool, id, { userIds: userIds.toReversed() }),
    assign(pool, id, { userIds }),
  ])

  expect(answers.flatMap(({ added }) => added).toSorted((x, y) => x - y)).toEqual(userIds.toSorted((x, y) => x - y))
  expect(answers.flatMap(({ alreadyHad }) => alreadyHad)).toHaveLength(20)
})

test('a task is given to a team as a whole, once also by two at once, and its members are told', async ({ pool }) => {
  const taskId = await aTask(pool)
  const members = [await aUser(pool), await aUser(pool)]
  const teamId = await aTeam(pool, members)

  const answers = await Promise.all([1, 2, 3].map(() => assignTaskToTeams(pool, { taskId, teamIds: [teamId] })))

  expect(answers.flatMap(({ added }) => added)).toEqual([teamId])
  expect(await listTaskAssignees(pool, { taskId })).toMatchObject([{ userId: null, teamId, status: 'assigned' }])
  const told = `SELECT user_id FROM containers_lab.notifications WHERE user_id = ANY ($1) AND type = 'assignment_assigned' ORDER BY 1`
  expect(await rowsOf(pool, told, [members])).toEqual(members.map((user_id) => ({ user_id })))
  expect(await unassignTaskFromTeams(pool, { taskId, teamIds: [teamId, NOBODY] })).toEqual([teamId])
  await expect(assignTaskToTeams(pool, { taskId, teamIds: [NOBODY] })).rejects.toMatchObject({ kind: 'team' })
})

test('startTask makes an assignment, begins one that is there, and leaves what is completed', async ({ db }) => {
  const userId = await aUser(db)
  const [fresh, given, done] = [await aTask(db), await aTask(db), await aTask(db)]
  await assignTask(db, { taskId: given, userIds: [userId] })

  expect(await startTask(db, { userId, taskId: fresh })).toMatchObject({
    userId,
    taskId: fresh,
    status: 'in_progress',
    startedAt: expect.any(Date),
  })
  expect(await startTask(db, { userId, taskId: given })).toMatchObject({ status: 'in_progress', assignedBy: null })
  const { assignmentId } = await startTask(db, { userId, taskId: done })
  await setAssignmentStatus(db, { assignmentId, status: 'completed' })
  expect(await startTask(db, { userId, taskId: done })).toMatchObject({ assignmentId, status: 'completed' })
  await expect(startTask(db, { userId, taskId: NOBODY })).rejects.toMatchObject({ kind: 'task' })
})

test('five starts at once are one assignment', async ({ pool }) => {
  const [userId, taskId] = [await aUser(pool), await aTask(pool)]

  const started = await Promise.all(Array.from({ length: 5 }, () => startTask(pool, { userId, taskId })))

  expect(new Set(started.map(({ assignmentId }) => assignmentId)).size).toBe(1)
})

test('completedAt follows the status, and the history tells who did what', async ({ pool }) => {
  const [userId, taskId] = [await aUser(pool), await aTask(pool)]
  const { assignmentId } = await asUser(pool, userId, (db) => startTask(db, { userId, taskId }))
  const set = (parameters: object) =>
    asUser(pool, userId, (db) => setAssignmentStatus(db, { assignmentId, userId, ...parameters }))

  expect(await set({ status: 'completed', notes: 'Two passes.' })).toMatchObject({
    completedAt: expect.any(Date),
    notes: 'Two passes.',
  })
  expect(await set({ notes: null })).toMatchObject({ status: 'completed', notes: null })
  expect(await set({ status: 'in_progress' })).toMatchObject({ completedAt: null })
  expect(await listAssignmentHistory(pool, { assignmentId })).toMatchObject([
    { from: null, to: 'in_progress', changedBy: userId, note: 'created' },
    { from: 'in_progress', to: 'completed', changedBy: userId },
    { from: 'completed', to: 'in_progress', changedBy: userId },
  ])
})

test('nobody sets the status of what is somebody else’s; a member sets that of the team', async ({ db }) => {
  const [mine, other] = [await aUser(db), await aUser(db)]
  const { assignmentId } = await startTask(db, { userId: other, taskId: await aTask(db) })
  const taskId = await aTask(db)
  await assignTaskToTeams(db, { taskId, teamIds: [await aTeam(db, [mine])] })
  const [ofTeam] = await listTaskAssignees(db, { taskId })
  const team = ofTeam?.assignmentId ?? 0

  expect(await setAssignmentStatus(db, { assignmentId, userId: mine, status: 'blocked' })).toBeUndefined()
  expect(await setAssignmentStatus(db, { assignmentId: team, userId: mine, status: 'blocked' })).toMatchObject({
    status: 'blocked',
  })
  expect(await setAssignmentStatus(db, { assignmentId: team, userId: other, status: 'assigned' })).toBeUndefined()
  expect(await setAssignmentStatus(db, { assignmentId: NOBODY, status: 'blocked' })).toBeUndefined()
  expect(await listAssignmentHistory(db, { assignmentId: NOBODY })).toEqual([])
  expect(await value(db, 'SELECT status FROM containers_lab.assignments WHERE id = $1', [assignmentId])).toBe(
    'in_progress',
  )
})

test('as the application role, a person takes up what they see and nothing else', async ({ pool }) => {
  const [userId, admin] = [await aUser(pool), await aUser(pool, { role: 'admin' })]
  const open = await aTask(pool, { related_course_id: await aCourse(pool, { visibility: 'public' }) })
  const hidden = await aTask(pool)
  const start = (taskId: number) =>
    asUser(pool, { userId, role: 'app_role' }, (db) => startTask(db, { userId, taskId }))

  expect(await start(open)).toMatchObject({ status: 'in_progress' })
  await expect(start(hidden)).rejects.toMatchObject({ code: '42501' })
  const assign = (actor: number) =>
    asUser(pool, { userId: actor, role: 'app_role' }, (db) =>
      assignTask(db, { taskId: hidden, userIds: [userId], assignedBy: actor }),
    )
  await expect(assign(userId)).rejects.toMatchObject({ code: '42501' })
  expect(await assign(admin)).toMatchObject({ added: [userId] })
})
