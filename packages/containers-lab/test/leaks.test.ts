import type { Queryable } from '@schemata/contract'
import type { PoolClient } from 'pg'
import { expect } from 'vitest'

import { aCourse, actAs, aTask, aTeam, aUser, insert, reserveContainer, rowsOf, value } from './builders.js'
import { type OwnedRow, ownedRows, sharedRows } from './owned-rows.js'
import { test } from './test.js'

const ROLES = ['app_role', 'readonly_role']
const SETTINGS = ['no setting', 'empty', 'other', 'own'] as const
const OPEN = [
  'assignment_statuses',
  'container_status_moves',
  'container_statuses',
  'permissions',
  'role_permissions',
  'roles',
]
const CLOSED = ['audit_leaves', 'audit_seals', 'operation_workers']

const tables = (db: Queryable, secured: boolean) =>
  rowsOf(
    db,
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'containers_lab'::regnamespace AND relkind IN ('r', 'p') AND relrowsecurity = $1 ORDER BY relname`,
    [secured],
  ).then((rows) => rows.map(({ name }) => String(name)))

/** Runs one statement as a role on behalf of somebody, undoes it, and gives its rows or its error. */
async function attempt(db: PoolClient, role: string, actor: string | undefined, sql: string, values: unknown[]) {
  await db.query('SAVEPOINT attempt')
  try {
    // A setting that was never made is null, one that was made and undone is empty.
    if (actor !== undefined) await actAs(db, actor)
    await db.query(`SET LOCAL ROLE ${role}`)
    return { rows: (await db.query(sql, values)).rows }
  } catch (error) {
    return { rows: [], error: error as { code: string } }
  } finally {
    await db.query('ROLLBACK TO SAVEPOINT attempt')
  }
}

/** The four actions on a row, by which at most its own person may get at it. */
function actions({ table, key, id, another }: OwnedRow) {
  const row = another()
  const columns = Object.keys(row)
  const place = `FROM containers_lab.${table} WHERE ${key} = $1`
  return {
    select: [`SELECT 1 ${place}`, [id]],
    update: [`UPDATE containers_lab.${table} SET ${columns[0]} = ${columns[0]} WHERE ${key} = $1 RETURNING 1`, [id]],
    delete: [`DELETE ${place} RETURNING 1`, [id]],
    insert: [
      `INSERT INTO containers_lab.${table} (${columns.join(', ')}) VALUES (${columns.map((_, n) => `$${n + 1}`).join(', ')})`,
      Object.values(row),
    ],
  } satisfies Record<string, [string, unknown[]]>
}

test('every table has row security and rows in this test, or is known to concern nobody', async ({ db }) => {
  const { rows } = await ownedRows(db)
  const tried = [...rows, ...(await sharedRows(db))].map(({ table }) => table).toSorted()

  expect(await tables(db, true)).toEqual(tried)
  expect(await tables(db, false)).toEqual([...OPEN, ...CLOSED, 'settings'].toSorted())
})

test('table by role by action by setting: nobody gets at what concerns somebody else', async ({ db }) => {
  const { owner, rows } = await ownedRows(db)
  const actors = { 'no setting': undefined, empty: '', other: String(await aUser(db)), own: String(owner) }
  const leaks: string[] = []
  const blind: string[] = []
  let tries = 0
  for (const row of rows) {
    for (const role of ROLES) {
      for (const setting of SETTINGS) {
        for (const [action, [sql, values]] of Object.entries(actions(row))) {
          tries += 1
          const { rows: got, error } = await attempt(db, role, actors[setting], sql, values)
          const name = `${row.table} ${role} ${action} ${setting}`
          if (setting === 'own') {
            const readable = await value(db, 'SELECT has_table_privilege($1, $2, $3)', [
              role,
              `containers_lab.${row.table}`,
              'SELECT',
            ])
            if (action === 'select' && readable && got.length !== 1) blind.push(name)
            if (role === 'readonly_role' && action !== 'select' && error?.code !== '42501') leaks.push(name)
          } else if (action === 'insert' ? error?.code !== '42501' : got.length > 0)
            leaks.push(`${name} ${error?.code}`)
        }
      }
    }
  }
  expect(leaks).toEqual([])
  expect(blind).toEqual([])
  expect(tries).toBe(rows.length * ROLES.length * SETTINGS.length * 4)
})

test('without an actor no table shows a row, public courses and templates included', async ({ db }) => {
  await ownedRows(db)
  await sharedRows(db)
  await aCourse(db, { visibility: 'public' })
  for (const table of await tables(db, true)) {
    for (const role of ROLES) {
      for (const actor of [undefined, '', 'ada', '2000000000']) {
        const { rows } = await attempt(db, role, actor, `SELECT 1 FROM containers_lab.${table}`, [])
        expect([table, role, actor, rows]).toEqual([table, role, actor, []])
      }
    }
  }
})

test('what is shared is read by everybody who acts and written by who manages it', async ({ db }) => {
  const rows = await sharedRows(db)
  const actors = { employee: await aUser(db), admin: await aUser(db, { role: 'admin' }) }
  for (const row of rows) {
    const { select, insert: write, delete: remove } = actions(row)
    for (const role of ROLES) expect((await attempt(db, role, String(actors.employee), ...select)).rows).toHaveLength(1)
    expect((await attempt(db, 'app_role', String(actors.employee), ...write)).error?.code).toBe('42501')
    expect((await attempt(db, 'app_role', String(actors.employee), ...remove)).rows).toEqual([])
    expect((await attempt(db, 'app_role', String(actors.admin), ...remove)).rows).toHaveLength(1)
  }
})

test('tables without row security are read only, and seals and monitoring views are closed', async ({ db }) => {
  const { rows } = await db.query(
    `SELECT rel.relname AS name, role, string_agg(privilege, ' ') AS privileges
     FROM pg_class AS rel, unnest($1::text[]) AS role, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS privilege
     WHERE rel.relnamespace = 'containers_lab'::regnamespace AND rel.relkind IN ('r', 'm')
       AND NOT rel.relrowsecurity AND has_table_privilege(role, rel.oid, privilege)
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [ROLES],
  )

  const open = OPEN.flatMap((name) => ROLES.map((role) => ({ name, role, privileges: 'SELECT' })))
  expect(rows).toEqual(
    [...open, { name: 'settings', role: 'app_role', privileges: 'SELECT' }].toSorted((a, b) =>
      `${a.name} ${a.role}` < `${b.name} ${b.role}` ? -1 : 1,
    ),
  )
})

test('no function and no view shows what the policies hide', async ({ db }) => {
  const { owner } = await ownedRows(db)
  const other = String(await aUser(db))
  const id = await value(db, 'SELECT max(id) FROM containers_lab.usage_exports')
  for (const role of ROLES) {
    for (const actor of [undefined, '', other]) {
      const health = await attempt(
        db,
        role,
        actor,
        'SELECT total_containers, assigned_tasks FROM containers_lab.db_health',
        [],
      )
      expect(health.rows).toEqual([{ total_containers: '0', assigned_tasks: '0' }])
      expect((await attempt(db, role, actor, 'SELECT 1 FROM containers_lab.container_timeline', [])).rows).toEqual([])
      expect((await attempt(db, role, actor, 'SELECT 1 FROM containers_lab.usage_export_rows($1)', [id])).rows).toEqual(
        [],
      )
      const reserve = `SELECT containers_lab.reserve_container_row($1, NULL, NULL, 'x', 1, 1, 1)`
      expect((await attempt(db, role, actor, reserve, [owner])).error?.code).toBe('42501')
    }
  }
})

test('a person works as the application role: reserves, starts, assigns, reads', async ({ db }) => {
  const user = await aUser(db)
  await actAs(db, user)
  await db.query('SET LOCAL ROLE app_role')

  const container = await reserveContainer(db, user)
  await db.query('UPDATE containers_lab.containers SET status_id = 2 WHERE id = $1', [container])
  await db.query(`SELECT containers_lab.record_snapshot($1, 'clean', $2, NULL)`, [container, user])
  await db.query(`SELECT containers_lab.enqueue_operation($1, 'stop')`, [container])
  expect(await rowsOf(db, `SELECT kind FROM containers_lab.container_timeline ORDER BY kind`)).toHaveLength(4)
  const course = await aCourse(db, { created_by: user })
  const task = await aTask(db, { created_by: user, related_course_id: course })
  await insert(db, 'assignments', { task_id: task, assigned_to_user_id: user, assigned_by: user })
  await db.query(`UPDATE containers_lab.assignments SET status = 'completed'`)
  expect(await rowsOf(db, `SELECT type FROM containers_lab.notifications ORDER BY id`)).toHaveLength(2)
  expect(
    await insert(db, 'audit_logs', { actor_user_id: user, action: 'LOGIN', target_type: 'session' }),
  ).toMatchObject({
    actor_user_id: user,
  })
})

test('nobody promotes themselves', async ({ db }) => {
  const user = await aUser(db)

  for (const change of ['role_id = 1', `status = 'active'`, 'id = 1', `azure_ad_id = 'x'`]) {
    const sql = `UPDATE containers_lab.users SET ${change} WHERE id = $1`
    expect((await attempt(db, 'app_role', String(user), sql, [user])).error?.code).toBe('42501')
  }
  const { error } = await attempt(db, 'app_role', String(user), `SELECT containers_lab.set_user_role($1, 'admin')`, [
    user,
  ])
  expect(error?.code).toBe('LB011')
})

test('what is public, assigned to a person or to a team of theirs is seen, and a manager sees all', async ({ db }) => {
  const [author, reader, admin] = [await aUser(db), await aUser(db), await aUser(db, { role: 'admin' })]
  const team = await aTeam(db, [reader])
  const course = (given = {}) => aCourse(db, { created_by: author, ...given })
  const [open, whole, byModule, byTask, byTeam, hidden] = [
    await course({ visibility: 'public' }),
    await course(),
    await course(),
    await course(),
    await course(),
    await course(),
  ]
  await insert(db, 'course_assignments', { course_id: whole, assigned_to_user_id: reader })
  const { id: module_id } = await insert(db, 'modules', { course_id: byModule, title: 'x' })
  await insert(db, 'module_assignments', { module_id, assigned_to_user_id: reader })
  await insert(db, 'assignments', {
    task_id: await aTask(db, { related_course_id: byTask }),
    assigned_to_user_id: reader,
  })
  await insert(db, 'assignments', { task_id: await aTask(db, { related_course_id: byTeam }), assigned_group_id: team })
  const seen = async (actor: number) =>
    (
      await attempt(db, 'readonly_role', String(actor), 'SELECT id FROM containers_lab.courses ORDER BY id', [])
    ).rows.map(({ id }) => id)

  expect(await seen(reader)).toEqual([open, whole, byModule, byTask, byTeam])
  expect(await seen(author)).toEqual([open, whole, byModule, byTask, byTeam, hidden])
  expect(await seen(admin)).toEqual([open, whole, byModule, byTask, byTeam, hidden])
  await db.query(`UPDATE containers_lab.users SET status = 'disabled' WHERE id = $1`, [admin])
  expect(await seen(admin)).toEqual([])
})

test('a policy lets the index of the owner be used', async ({ pool }) => {
  const user = await aUser(pool)
  await pool.query(
    `INSERT INTO containers_lab.containers (lxc_name, image, status_id) SELECT gen_random_uuid(), 'x', 3 FROM generate_series(1, 3000)`,
  )
  await pool.query(
    `INSERT INTO containers_lab.containers (lxc_name, image, status_id, owner_user_id) SELECT gen_random_uuid(), 'x', 3, $1 FROM generate_series(1, 5)`,
    [user],
  )
  await pool.query('ANALYZE containers_lab.containers')
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await actAs(client, user)
    await client.query('SET LOCAL ROLE app_role')
    const { rows } = await client.query(
      'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) SELECT id FROM containers_lab.containers',
    )
    const plan = JSON.stringify(rows)
    expect(plan).toContain('idx_containers_visible_owner')
    expect(plan).toMatch(/actual rows=5(\.00)? loops=1/)
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
})
