import { expect } from 'vitest'

import { aContainer, aCourse, actAs, aTask, aTeam, aUser, insert, value } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  asUser,
  createUser,
  deleteUser,
  findActiveUser,
  findUser,
  getUserActivity,
  getUserStatistics,
  InvalidInputError,
  isEmailAvailable,
  listRecentlyActiveUsers,
  listUsers,
  searchUsers,
  setProfilePicture,
  setUserStatus,
  TakenError,
  UnknownReferenceError,
  updateUser,
} from '../index.js'

const NOBODY = 2_000_000_000

test('createUser makes a person with a role, whom findUser and findActiveUser give back', async ({ db }) => {
  const created = await createUser(db, { name: 'Ada', email: 'Ada@Lab.example', roleName: 'manager' })

  expect(created).toMatchObject({ email: 'ada@lab.example', roleName: 'manager', status: 'active', profilePic: null })
  expect(created.externalId).toMatch(/^local:/)
  expect(await findUser(db, created)).toEqual(created)
  expect(await findActiveUser(db, created)).toEqual({
    userId: created.userId,
    name: 'Ada',
    email: 'ada@lab.example',
    roleName: 'manager',
  })
  await db.query(`UPDATE containers_lab.users SET status = 'disabled' WHERE id = $1`, [created.userId])
  expect(await findActiveUser(db, created)).toBeUndefined()
  expect(await findUser(db, { userId: NOBODY })).toBeUndefined()
})

test('createUser refuses an address, an external id and a role that will not do', async ({ db }) => {
  await createUser(db, { name: 'Ada', email: 'ada@lab.example', externalId: 'oid-1' })
  const refusal = async (input: Parameters<typeof createUser>[1]) => {
    await db.query('SAVEPOINT before')
    const error = await createUser(db, input).catch((cause: unknown) => cause)
    await db.query('ROLLBACK TO SAVEPOINT before')
    return error
  }

  expect(await refusal({ name: 'Eve', email: 'ADA@lab.example' })).toMatchObject({
    code: 'LAB_TAKEN',
    what: 'email',
    value: 'ada@lab.example',
  })
  expect(await refusal({ name: 'Eve', email: 'eve@lab.example', externalId: 'oid-1' })).toMatchObject({
    what: 'external id',
  })
  expect(await refusal({ name: 'Eve', email: 'eve@lab.example', roleName: 'emperor' })).toBeInstanceOf(
    UnknownReferenceError,
  )
  expect(await refusal({ name: 'Eve', email: 'no address' })).toBeInstanceOf(InvalidInputError)
})

test('as the application role, only who manages people creates one', async ({ pool }) => {
  const [admin, user] = [await aUser(pool, { role: 'admin' }), await aUser(pool)]
  const create = (userId: number) =>
    asUser(pool, { userId, role: 'app_role' }, (db) =>
      createUser(db, { name: 'New', email: `new-${userId}@lab.example` }),
    )

  expect(await create(admin)).toMatchObject({ roleName: 'employee' })
  await expect(create(user)).rejects.toMatchObject({ code: '42501' })
})

test('updateUser changes what is given and nothing else', async ({ db }) => {
  const { userId } = await createUser(db, { name: 'Ada', email: 'ada@lab.example' })

  const preferred = await updateUser(db, {
    userId,
    provisioningPref: { image: 'debian' },
    publicSshKey: 'ssh-ed25519 A',
  })
  expect(preferred).toMatchObject({ name: 'Ada', provisioningPref: { image: 'debian' }, publicSshKey: 'ssh-ed25519 A' })
  expect(await updateUser(db, { userId, name: 'Ada L.', publicSshKey: null })).toMatchObject({
    name: 'Ada L.',
    email: 'ada@lab.example',
    publicSshKey: null,
    provisioningPref: { image: 'debian' },
  })
  expect(await updateUser(db, { userId, provisioningPref: null })).toMatchObject({ provisioningPref: null })
  expect(await updateUser(db, { userId: NOBODY, name: 'x' })).toBeUndefined()
  await aUser(db, { email: 'eve@lab.example' })
  await expect(updateUser(db, { userId, email: 'EVE@lab.example' })).rejects.toThrow(TakenError)
})

test('isEmailAvailable ignores letter case and one’s own address', async ({ db }) => {
  const userId = await aUser(db, { email: 'ada@lab.example' })

  expect(await isEmailAvailable(db, { email: 'ADA@lab.example' })).toBe(false)
  expect(await isEmailAvailable(db, { email: 'ADA@lab.example', exceptUserId: userId })).toBe(true)
  expect(await isEmailAvailable(db, { email: 'eve@lab.example' })).toBe(true)
})

test('setProfilePicture gives each former picture back once, also to two at once', async ({ pool }) => {
  const userId = await aUser(pool, { profile_pic: 'first' })

  const replaced = await Promise.all(['a', 'b'].map((profilePic) => setProfilePicture(pool, { userId, profilePic })))

  const kept = (await findUser(pool, { userId }))?.profilePic
  expect([...replaced.map((picture) => picture?.previous), kept].toSorted()).toEqual(['a', 'b', 'first'])
  expect(await setProfilePicture(pool, { userId, profilePic: null })).toEqual({ previous: kept })
  expect(await setProfilePicture(pool, { userId: NOBODY, profilePic: null })).toBeUndefined()
})

test('listUsers searches literally, filters, sorts, pages and counts', async ({ db }) => {
  const ada = await aUser(db, { name: '50% Ada', email: 'ada@lab.example', role: 'manager' })
  const eve = await aUser(db, { name: '50% Eve', email: 'eve@lab.example', status: 'suspended' })
  await aUser(db, { name: '50 Bob' })
  await insert(db, 'assignments', { task_id: await aTask(db), assigned_to_user_id: ada, status: 'completed' })
  await aContainer(db, { owner_user_id: ada, status_id: 2 })

  const all = await listUsers(db, { search: '50%', sort: 'name', direction: 'ascending' })
  expect(all).toMatchObject({
    totalCount: 2,
    users: [
      { userId: ada, assignmentCount: 1, completedAssignmentCount: 1, containerCount: 1, runningContainerCount: 1 },
      { userId: eve, assignmentCount: 0, status: 'suspended' },
    ],
  })
  expect(await listUsers(db, { search: '50%', sort: 'name', limit: 1, offset: 1 })).toMatchObject({
    totalCount: 2,
    users: [{ userId: ada }],
  })
  expect((await listUsers(db, { search: 'LAB.example', roleName: 'manager' })).users).toMatchObject([{ userId: ada }])
  expect((await listUsers(db, { search: '50%', status: 'suspended' })).users).toMatchObject([{ userId: eve }])
  expect(await listUsers(db, { search: 'a_a' })).toEqual({ users: [], totalCount: 0 })
  await expect(listUsers(db, { limit: 0 })).rejects.toThrow(InvalidInputError)
})

test('searchUsers offers the active, those whose name begins with the text first', async ({ db }) => {
  await aUser(db, { name: 'Zada', email: 'z@lab.example' })
  await aUser(db, { name: 'Ada', email: 'a@lab.example' })
  await aUser(db, { name: 'Adam', email: 'off@lab.example', status: 'disabled' })

  expect((await searchUsers(db, { search: 'ada' })).map(({ name }) => name)).toEqual(['Ada', 'Zada'])
  expect(await searchUsers(db, { search: 'a%a' })).toEqual([])
  expect(await searchUsers(db, { limit: 1 })).toHaveLength(1)
})

test('getUserActivity gives counts by status and the ten latest entries', async ({ db }) => {
  const userId = await aUser(db)
  for (const status of ['assigned', 'blocked', 'blocked']) {
    await insert(db, 'assignments', { task_id: await aTask(db), assigned_to_user_id: userId, status })
  }
  await aContainer(db, { owner_user_id: userId })
  await actAs(db, userId)
  for (const number of Array.from({ length: 12 }, (_, index) => index)) await aCourse(db, { title: `${number}` })

  const activity = await getUserActivity(db, { userId })

  expect(activity).toMatchObject({
    user: { userId, roleName: 'employee' },
    assignments: { total: 3, assigned: 1, inProgress: 0, completed: 0, blocked: 2 },
    containerCount: 1,
    lastActivityAt: expect.any(Date),
  })
  expect(activity.recent).toHaveLength(10)
  expect(activity.recent[0]).toMatchObject({ action: 'INSERT', targetType: 'courses', at: expect.any(Date) })
  expect(await getUserActivity(db, { userId: await aUser(db) })).toMatchObject({ recent: [], lastActivityAt: null })
  await expect(getUserActivity(db, { userId: NOBODY })).rejects.toThrow(UnknownReferenceError)
})

test('getUserStatistics counts by status, by role and by age', async ({ db }) => {
  const before = await getUserStatistics(db)
  await aUser(db, { role: 'manager', created_at: '2001-01-01' })
  await aUser(db, { status: 'disabled', created_at: new Date(Date.now() - 20 * 86_400_000) })
  await aUser(db, { status: 'suspended' })

  const after = await getUserStatistics(db)

  expect(after.total - before.total).toBe(3)
  expect([after.disabled - before.disabled, after.suspended - before.suspended]).toEqual([1, 1])
  expect([after.newInSevenDays - before.newInSevenDays, after.newInThirtyDays - before.newInThirtyDays]).toEqual([1, 2])
  const managers = ({ byRole }: typeof after) => byRole.find(({ roleName }) => roleName === 'manager')?.count ?? 0
  expect(managers(after) - managers(before)).toBe(1)
  expect(after.byRole.map(({ roleName }) => roleName)).toEqual(['admin', 'employee', 'manager'])
})

test('listRecentlyActiveUsers looks back as far as it is told', async ({ db }) => {
  const [now, earlier] = [await aUser(db), await aUser(db)]
  const entry = { action: 'SIGN_IN', target_type: 'sessions' }
  await insert(db, 'audit_logs', { ...entry, actor_user_id: now })
  await insert(db, 'audit_logs', { ...entry, actor_user_id: earlier, created_at: new Date(Date.now() - 1_200_000) })

  const seen = async (minutes?: number) =>
    (await listRecentlyActiveUsers(db, { ...(minutes && { minutes }) }))
      .map(({ userId }) => userId)
      .filter((userId) => [now, earlier].includes(userId))
  expect(await seen()).toEqual([now])
  expect(await seen(30)).toEqual([now, earlier])
})

test('deleteUser takes along what was assigned to the person alone', async ({ db }) => {
  const userId = await aUser(db, { profile_pic: 'ada.png' })
  const team = await aTeam(db, [userId])
  const container = await aContainer(db, { owner_user_id: userId })
  const course = await aCourse(db, { created_by: userId })
  await insert(db, 'assignments', { task_id: await aTask(db), assigned_to_user_id: userId })
  const shared = await insert(db, 'assignments', {
    task_id: await aTask(db),
    assigned_to_user_id: userId,
    assigned_group_id: team,
  })
  await actAs(db, userId)

  const deleted = await deleteUser(db, { userId })

  expect(deleted).toEqual({ containerIds: [container], assignmentCount: 1, profilePic: 'ada.png' })
  expect(await value(db, 'SELECT owner_user_id FROM containers_lab.containers WHERE id = $1', [container])).toBeNull()
  expect(await value(db, 'SELECT created_by FROM containers_lab.courses WHERE id = $1', [course])).toBeNull()
  const left = 'SELECT assigned_to_user_id FROM containers_lab.assignments WHERE id = $1'
  expect(await value(db, left, [shared.id])).toBeNull()
  expect(await deleteUser(db, { userId })).toBeUndefined()
})

test('setUserStatus asks who acts', async ({ db }) => {
  const [admin, user] = [await aUser(db, { role: 'admin' }), await aUser(db)]

  expect(await setUserStatus(db, { actingUserId: admin, userId: user, status: 'suspended' })).toBe(true)
  expect(await setUserStatus(db, { actingUserId: admin, userId: NOBODY, status: 'active' })).toBe(false)
  expect(await findUser(db, { userId: user })).toMatchObject({ status: 'suspended' })
  await expect(setUserStatus(db, { actingUserId: user, userId: user, status: 'active' })).rejects.toMatchObject({
    rule: 'permission',
  })
})
