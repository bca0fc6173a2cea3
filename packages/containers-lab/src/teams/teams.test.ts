import { expect } from 'vitest'

import { aTask, aTeam, aUser, insert } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  addTeamMembers,
  assignTaskToTeams,
  asUser,
  createTeam,
  deleteTeam,
  listTaskAssignees,
  listTeamMembers,
  listTeams,
  removeTeamMembers,
  TakenError,
  UnknownReferenceError,
  updateTeam,
} from '../index.js'

const NOBODY = 2_000_000_000

test('a team is made, changed and listed with its members', async ({ db }) => {
  const [ada, bob] = [await aUser(db, { name: 'Ada' }), await aUser(db, { name: 'bob', status: 'disabled' })]
  const team = await createTeam(db, { name: 'Night shift' })
  const { teamId } = team

  expect(await addTeamMembers(db, { teamId, userIds: [bob] })).toEqual({ added: [bob], alreadyHad: [] })
  expect(await addTeamMembers(db, { teamId, userIds: [ada, bob, bob] })).toEqual({ added: [ada], alreadyHad: [bob] })
  expect(await listTeamMembers(db, { teamId })).toMatchObject([
    { userId: ada, name: 'Ada', status: 'active' },
    { userId: bob, status: 'disabled' },
  ])
  expect(await listTeams(db, { userId: ada })).toEqual([{ ...team, memberCount: 2 }])
  expect(await removeTeamMembers(db, { teamId, userIds: [bob, NOBODY] })).toEqual([bob])
  expect(await updateTeam(db, { teamId, description: 'Ten to six.' })).toMatchObject({
    name: 'Night shift',
    description: 'Ten to six.',
  })
  expect(await updateTeam(db, { teamId: NOBODY, name: 'x' })).toBeUndefined()
  expect(await listTeams(db, { userId: bob })).toEqual([])
})

test('a name is taken once, and nobody unknown comes in', async ({ pool }) => {
  const { teamId, name } = await createTeam(pool, { name: `Team ${await aUser(pool)}` })

  await expect(createTeam(pool, { name })).rejects.toThrow(TakenError)
  await expect(addTeamMembers(pool, { teamId, userIds: [NOBODY] })).rejects.toThrow(UnknownReferenceError)
  await expect(addTeamMembers(pool, { teamId: NOBODY, userIds: [await aUser(pool)] })).rejects.toMatchObject({
    kind: 'team',
  })
})

test('a team goes with what was given to it as a whole', async ({ db }) => {
  const [user, other] = [await aUser(db), await aUser(db)]
  const teamId = await aTeam(db, [user, other])
  const taskId = await aTask(db)
  await assignTaskToTeams(db, { taskId, teamIds: [teamId] })
  await insert(db, 'assignments', { task_id: taskId, assigned_to_user_id: user, assigned_group_id: teamId })

  expect(await deleteTeam(db, { teamId })).toEqual({ memberCount: 2, assignmentCount: 1 })
  expect(await listTaskAssignees(db, { taskId })).toMatchObject([{ userId: user, teamId: null }])
  expect(await deleteTeam(db, { teamId })).toBeUndefined()
})

test('as the application role, everybody who acts reads teams and who manages people changes them', async ({
  pool,
}) => {
  const [user, admin] = [await aUser(pool), await aUser(pool, { role: 'admin' })]
  const teamId = await aTeam(pool, [user])
  const act = <Value>(userId: number, work: Parameters<typeof asUser<Value>>[2]) =>
    asUser(pool, { userId, role: 'app_role' }, work)

  expect(await act(user, (db) => listTeams(db, { userId: user }))).toMatchObject([{ teamId, memberCount: 1 }])
  expect(await act(user, (db) => updateTeam(db, { teamId, name: 'mine now' }))).toBeUndefined()
  expect(await act(user, (db) => deleteTeam(db, { teamId }))).toBeUndefined()
  await expect(act(user, (db) => createTeam(db, { name: `x ${user}` }))).rejects.toMatchObject({ code: '42501' })
  await expect(act(user, (db) => addTeamMembers(db, { teamId, userIds: [admin] }))).rejects.toMatchObject({
    code: '42501',
  })
  expect(await act(admin, (db) => addTeamMembers(db, { teamId, userIds: [admin] }))).toMatchObject({ added: [admin] })
  expect(await act(admin, (db) => deleteTeam(db, { teamId }))).toMatchObject({ memberCount: 2 })
})
