import { expect } from 'vitest'

import { actAs, aUser, rowsOf, value } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  asUser,
  deleteRole,
  findUser,
  hasPermission,
  listPermissions,
  listRoles,
  listUserPermissions,
  RoleInUseError,
  saveRole,
  setUserRole,
} from '../index.js'

const ALL = ['assignments:manage', 'containers:manage', 'courses:manage', 'users:manage']

test('listRoles and listPermissions give what the lab begins with', async ({ db }) => {
  expect((await listPermissions(db)).map(({ name }) => name)).toEqual(ALL)
  expect(await listRoles(db)).toMatchObject([
    { name: 'admin', permissions: ALL },
    { name: 'employee', permissions: [], userCount: expect.any(Number) },
    { name: 'manager' },
  ])
})

test('setUserRole is for who manages people; nobody promotes themselves', async ({ db }) => {
  const [admin, user] = [await aUser(db, { role: 'admin' }), await aUser(db)]
  const roleOf = async (userId: number) => (await findUser(db, { userId }))?.roleName

  expect(await setUserRole(db, { actingUserId: admin, userId: user, roleName: 'manager' })).toBe(true)
  expect(await roleOf(user)).toBe('manager')
  expect(await setUserRole(db, { actingUserId: admin, userId: user, roleName: 'emperor' })).toBe(false)
  expect(await setUserRole(db, { actingUserId: admin, userId: 2_000_000_000, roleName: 'admin' })).toBe(false)
  const who = `SELECT actor_user_id FROM containers_lab.audit_logs WHERE target_type = 'users' AND target_id = $1::text AND action = 'UPDATE'`
  expect(await rowsOf(db, who, [user])).toEqual([{ actor_user_id: admin }])
  await expect(setUserRole(db, { actingUserId: user, userId: user, roleName: 'admin' })).rejects.toMatchObject({
    code: 'LAB_RULE_VIOLATED',
    rule: 'permission',
  })
})

test('setUserRole leaves the actor of the transaction as it was, and lends nobody’s rights', async ({ pool }) => {
  const [admin, user] = [await aUser(pool, { role: 'admin' }), await aUser(pool)]
  const actor = `SELECT current_setting('app.current_user_id', true)`

  const after = await asUser(pool, admin, async (db) => {
    await setUserRole(db, { actingUserId: admin, userId: user, roleName: 'manager' })
    return value(db, actor)
  })
  expect(after).toBe(String(admin))
  await expect(
    asUser(pool, { userId: user, role: 'app_role' }, (db) =>
      setUserRole(db, { actingUserId: admin, userId: user, roleName: 'admin' }),
    ),
  ).rejects.toMatchObject({ rule: 'permission' })
  expect(await findUser(pool, { userId: user })).toMatchObject({ roleName: 'manager' })
})

test('without an actor before, there is none after', async ({ db }) => {
  const [admin, user] = [await aUser(db, { role: 'admin' }), await aUser(db)]

  await setUserRole(db, { actingUserId: admin, userId: user, roleName: 'manager' })

  expect(await value(db, `SELECT nullif(current_setting('app.current_user_id', true), '')`)).toBeNull()
})

test('a role has exactly the permissions that it was saved with last, and its people have them', async ({ db }) => {
  const [admin, tutor] = [await aUser(db, { role: 'admin' }), await aUser(db)]
  const save = (permissions: string[], description?: string) =>
    saveRole(db, { actingUserId: admin, name: 'tutor', permissions, ...(description && { description }) })

  const roleId = await save(['assignments:manage', 'courses:manage'], 'teaches')
  await setUserRole(db, { actingUserId: admin, userId: tutor, roleName: 'tutor' })
  expect(await listUserPermissions(db, { userId: tutor })).toEqual(['assignments:manage', 'courses:manage'])
  expect(await save(['courses:manage'])).toBe(roleId)

  expect(await hasPermission(db, { userId: tutor, permission: 'courses:manage' })).toBe(true)
  expect(await hasPermission(db, { userId: tutor, permission: 'assignments:manage' })).toBe(false)
  expect(await listRoles(db)).toContainEqual({
    roleId,
    name: 'tutor',
    description: 'teaches',
    permissions: ['courses:manage'],
    userCount: 1,
  })
  await db.query(`UPDATE containers_lab.users SET status = 'disabled' WHERE id = $1`, [tutor])
  expect(await listUserPermissions(db, { userId: tutor })).toEqual([])
  expect(await listUserPermissions(db, { userId: 2_000_000_000 })).toEqual([])
})

test('saveRole refuses an unknown permission, and who may not', async ({ pool }) => {
  const [admin, user] = [await aUser(pool, { role: 'admin' }), await aUser(pool)]

  await expect(saveRole(pool, { actingUserId: admin, name: 'x', permissions: ['fly'] })).rejects.toMatchObject({
    rule: 'permission-name',
  })
  await expect(saveRole(pool, { actingUserId: user, name: 'x', permissions: ALL })).rejects.toMatchObject({
    rule: 'permission',
  })
  expect((await listRoles(pool)).map(({ name }) => name)).not.toContain('x')
})

test('a role is deleted when nobody has it', async ({ db }) => {
  const admin = await aUser(db, { role: 'admin' })
  await saveRole(db, { actingUserId: admin, name: 'tutor', permissions: [] })
  await actAs(db, admin)

  expect(await deleteRole(db, { name: 'tutor' })).toBe(true)
  expect(await deleteRole(db, { name: 'tutor' })).toBe(false)
  await expect(deleteRole(db, { name: 'admin' })).rejects.toThrow(RoleInUseError)
})
