import { expect } from 'vitest'

import { aContainer, actAs, aUser, insert, rowsOf, value } from './builders.js'
import { test } from './test.js'

const HASH = `$2b$12$${'x'.repeat(53)}`

test('registers a person as employee and finds them for sign-in, whatever the letter case', async ({ db }) => {
  const id = await value(db, `SELECT containers_lab.register_user('Ada', 'Ada@Lab.example', $1)`, [HASH])

  expect(await rowsOf(db, `SELECT * FROM containers_lab.find_sign_in('ADA@lab.EXAMPLE')`)).toEqual([
    { user_id: id, name: 'Ada', email: 'ada@lab.example', role_name: 'employee', password_hash: HASH },
  ])
  await expect(
    db.query(`SELECT containers_lab.register_user('Eve', 'ADA@lab.example', $1)`, [HASH]),
  ).rejects.toMatchObject({ code: '23505' })
})

test('nobody signs in without a password or while they are not active', async ({ db }) => {
  await aUser(db, { email: 'no-password@lab.example' })
  expect(await rowsOf(db, `SELECT * FROM containers_lab.find_sign_in('no-password@lab.example')`)).toEqual([])
  const id = await value(db, `SELECT containers_lab.register_user('Ada', 'ada@lab.example', $1)`, [HASH])
  await db.query(`UPDATE containers_lab.users SET status = 'suspended' WHERE id = $1`, [id])
  expect(await rowsOf(db, `SELECT * FROM containers_lab.find_sign_in('ada@lab.example')`)).toEqual([])
})

test('two addresses may not differ by letter case alone', async ({ db }) => {
  await aUser(db, { email: 'b@lab.example' })

  await expect(aUser(db, { email: 'B@lab.example' })).rejects.toMatchObject({ constraint: 'uq_users_email_lower' })
})

test('a role or status is changed by who may manage people, and by nobody else', async ({ db }) => {
  const [user, admin] = [await aUser(db), await aUser(db, { role: 'admin' })]
  await actAs(db, admin)
  expect(await value(db, `SELECT containers_lab.set_user_role($1, 'manager')`, [user])).toBe(true)
  expect(await value(db, `SELECT containers_lab.set_user_role($1, 'emperor')`, [user])).toBe(false)
  expect(await value(db, `SELECT containers_lab.set_user_status($1, 'disabled')`, [user])).toBe(true)
  await db.query(`UPDATE containers_lab.users SET status = 'active' WHERE id = $1`, [user])

  for (const call of [`set_user_role($1, 'admin')`, `set_user_status($1, 'active')`]) {
    await actAs(db, user)
    await db.query('SAVEPOINT before')
    await expect(db.query(`SELECT containers_lab.${call}`, [user])).rejects.toMatchObject({ code: 'LB011' })
    await db.query('ROLLBACK TO SAVEPOINT before')
  }
})

test('a web shell is opened by its token once told, and by nothing else', async ({ db }) => {
  const user = await aUser(db)
  const container = await aContainer(db, { owner_user_id: user })
  const token = await value(db, 'SELECT containers_lab.open_web_ssh_session($1, $2)', [user, container])
  const use = 'SELECT user_id, container_id FROM containers_lab.use_web_ssh_session($1)'

  expect(JSON.stringify(await rowsOf(db, 'SELECT * FROM containers_lab.web_ssh_sessions'))).not.toContain(String(token))
  expect(await rowsOf(db, use, [token])).toEqual([{ user_id: user, container_id: container }])
  const [{ id, token_hash, session_token } = {}] = await rowsOf(db, 'SELECT * FROM containers_lab.web_ssh_sessions')
  expect(await rowsOf(db, use, [token_hash])).toEqual([])
  expect(await rowsOf(db, use, [session_token])).toEqual([])
  expect(await value(db, 'SELECT containers_lab.revoke_web_ssh_session($1)', [id])).toBe(true)
  expect(await rowsOf(db, use, [token])).toEqual([])
})

test('an expired web shell does not open, and is swept', async ({ db }) => {
  const user_id = await aUser(db)
  const row = { user_id, session_token: 'secret', created_at: '2001-01-01', expires_at: '2001-01-02' }
  const { session_token } = await insert(db, 'web_ssh_sessions', row)
  expect(session_token).toMatch(/^sha256:[0-9a-f]{12}$/)

  expect(await rowsOf(db, `SELECT * FROM containers_lab.use_web_ssh_session('secret')`)).toEqual([])
  expect(await value(db, 'SELECT containers_lab.delete_expired_web_ssh_sessions()')).toBe('1')
})

test('permissions come from the role, for the active only', async ({ db }) => {
  const admin = await aUser(db, { role: 'admin' })
  const has = 'SELECT containers_lab.has_permission($1, $2)'

  expect(await value(db, has, [admin, 'users:manage'])).toBe(true)
  expect(await value(db, has, [await aUser(db), 'users:manage'])).toBe(false)
  await db.query(`UPDATE containers_lab.users SET status = 'disabled' WHERE id = $1`, [admin])
  expect(await value(db, has, [admin, 'users:manage'])).toBe(false)
})

test('reference rows are there, and nobody else', async ({ db }) => {
  expect(await rowsOf(db, 'SELECT name FROM containers_lab.roles ORDER BY id')).toEqual([
    { name: 'admin' },
    { name: 'manager' },
    { name: 'employee' },
  ])
  expect(await value(db, 'SELECT count(*)::integer FROM containers_lab.role_permissions')).toBe(4)
  expect(await rowsOf(db, 'SELECT id, name FROM containers_lab.container_statuses ORDER BY id')).toEqual(
    ['creating', 'running', 'stopped', 'failed', 'deleting'].map((name, index) => ({ id: index + 1, name })),
  )
  expect(await rowsOf(db, 'SELECT name FROM containers_lab.assignment_statuses ORDER BY id')).toHaveLength(4)
})

test.for([
  ['users', { name: 'x', azure_ad_id: 'x', email: 'nobody', role_id: 3 }, 'ck_users_email'],
  ['users', { name: 'x', azure_ad_id: 'x', email: 'x@x', role_id: 3, status: 'gone' }, 'users_status_check'],
  ['courses', { title: 'x', slug: 'x', visibility: 'secret' }, 'ck_courses_visibility'],
  ['containers', { lxc_name: 'x', image: 'x', cpu: 0 }, 'ck_containers_positive'],
  ['templates', { name: 'x', image: 'x', default_cpu: -1 }, 'ck_templates_positive'],
  ['quotas', { team_id: 1, user_id: 1 }, 'ck_quotas_holder'],
  ['quotas', { user_id: 1, cores_limit: -1 }, 'ck_quotas_not_negative'],
  ['sessions', { meta: '{"password_hash": "x"}' }, 'ck_sessions_no_credentials'],
  ['ssh_keys', { key_type: 'x', public_key: 'x', ephemeral: true }, 'ck_ssh_keys_ephemeral'],
  ['local_auth', { user_id: 1, email: 'x@x', password_hash: 'secret' }, 'ck_local_auth_password_hash'],
  ['import_jobs', { file_name: 'x', status: 'done' }, 'ck_import_jobs_status'],
  ['operation_queue', { operation: 'explode' }, 'ck_operation_queue_operation'],
  ['operation_queue', { operation: 'start', attempts: -1 }, 'ck_operation_queue_not_negative'],
  ['operation_queue', { operation: 'start', status: 'in_progress' }, 'ck_operation_queue_lease'],
  ['usage_exports', { status: 'lost' }, 'ck_usage_exports_status'],
  ['usage_exports', { period_start: '2026-02-01', period_end: '2026-01-01' }, 'ck_usage_exports_period'],
  ['web_ssh_sessions', { session_token: 'x', status: 'asleep' }, 'ck_web_ssh_sessions_status'],
] as const)('%s cannot hold %o', async ([table, row, constraint], { db }) => {
  await expect(insert(db, table, row)).rejects.toMatchObject({ code: '23514', constraint })
})

test('a link between role and permission exists once', async ({ db }) => {
  await db.query(`INSERT INTO containers_lab.role_permissions (role_id, permission_id)
    SELECT role_id, permission_id FROM containers_lab.role_permissions ON CONFLICT DO NOTHING`)

  expect(await value(db, 'SELECT count(*)::integer FROM containers_lab.role_permissions')).toBe(4)
})

test('settings know when they changed', async ({ db }) => {
  await insert(db, 'settings', { key: 'retention', value: '90', updated_at: '2001-01-01' })
  await db.query(`UPDATE containers_lab.settings SET value = '30'`)

  expect(await value(db, 'SELECT updated_at = now() FROM containers_lab.settings')).toBe(true)
})
