import { expect } from 'vitest'

import { aContainer, aCourse, actAs, aTask, aUser, insert, inTurn, rowsOf, value } from './builders.js'
import { test } from './test.js'

const ENTRIES = `SELECT actor_user_id, action, target_id, meta FROM containers_lab.audit_logs
  WHERE target_type = $1 AND target_id = $2::text ORDER BY id`

test('an insert shows the new values, an update what differs, a delete the old values', async ({ db }) => {
  const user = await aUser(db)
  await actAs(db, user)
  const id = await aTask(db, { created_by: user })
  await db.query(`UPDATE containers_lab.tasks SET title = 'Grind it', description = 'Smoothly' WHERE id = $1`, [id])
  await db.query('DELETE FROM containers_lab.tasks WHERE id = $1', [id])

  expect(await rowsOf(db, ENTRIES, ['tasks', id])).toMatchObject([
    {
      actor_user_id: user,
      action: 'INSERT',
      meta: {
        operation: 'INSERT',
        old: null,
        new: { id, title: 'Weld a seam' },
        changed_columns: expect.arrayContaining(['id', 'title', 'created_by']),
      },
    },
    {
      actor_user_id: user,
      action: 'UPDATE',
      meta: {
        operation: 'UPDATE',
        old: { title: 'Weld a seam', description: null },
        new: { title: 'Grind it', description: 'Smoothly' },
        changed_columns: ['title', 'description'],
      },
    },
    { action: 'DELETE', meta: { operation: 'DELETE', old: { id, title: 'Grind it' }, new: null } },
  ])
})

test('an update that changes nothing leaves no entry', async ({ db }) => {
  const id = await aTask(db)

  await db.query('UPDATE containers_lab.tasks SET title = title WHERE id = $1', [id])

  expect(await rowsOf(db, ENTRIES, ['tasks', id])).toHaveLength(1)
})

test('a statement of many rows leaves an entry for each, with its own values, even where ids change', async ({
  db,
}) => {
  const user = await aUser(db)
  await actAs(db, user)
  const { rows } = await db.query(
    `INSERT INTO containers_lab.tasks (title) SELECT 'task ' || n FROM generate_series(1, 200) AS n RETURNING id`,
  )
  const ids = rows.map(({ id }) => Number(id))
  await db.query(
    `UPDATE containers_lab.tasks SET id = -id, description = 'was ' || title
     WHERE id = ANY ($1) AND title <> 'task 7'`,
    [ids],
  )

  const entries = await rowsOf(
    db,
    `SELECT actor_user_id, target_id, meta FROM containers_lab.audit_logs
     WHERE action = 'UPDATE' AND target_type = 'tasks' AND target_id::integer = ANY ($1)`,
    [ids.map((id) => -id)],
  )
  expect(entries).toHaveLength(199)
  for (const { actor_user_id, target_id, meta } of entries) {
    const id = -Number(target_id)
    expect(actor_user_id).toBe(user)
    expect(meta).toEqual({
      operation: 'UPDATE',
      old: { id, description: null },
      new: { id: -id, description: `was task ${id - (ids[0] ?? 0) + 1}` },
      changed_columns: ['id', 'description'],
    })
  }
})

test('a statement that changes a row twice, as deleting a person does, leaves two true entries', async ({ db }) => {
  const user = await aUser(db)
  const given = { assigned_to_user_id: user, assigned_by: user }
  const [first, second] = [
    await insert(db, 'assignments', { task_id: await aTask(db), ...given }),
    await insert(db, 'assignments', { task_id: await aTask(db), ...given }),
  ]

  await db.query('DELETE FROM containers_lab.users WHERE id = $1', [user])

  for (const { id } of [first, second]) {
    const [, ...changes] = (await rowsOf(db, ENTRIES, ['assignments', id])).map(({ meta }) => meta)
    expect(changes).toHaveLength(2)
    expect(changes).toEqual(
      expect.arrayContaining([
        {
          operation: 'UPDATE',
          old: { assigned_to_user_id: user },
          new: { assigned_to_user_id: null },
          changed_columns: ['assigned_to_user_id'],
        },
        {
          operation: 'UPDATE',
          old: { assigned_by: user },
          new: { assigned_by: null },
          changed_columns: ['assigned_by'],
        },
      ]),
    )
  }
})

test('an upsert leaves what it inserted and what it updated, each as what it was', async ({ db }) => {
  const known = await aCourse(db, { slug: 'known' })

  const { rows } = await db.query(
    `INSERT INTO containers_lab.courses (title, slug) VALUES ('Brazing', 'known'), ('Riveting', 'fresh')
     ON CONFLICT (slug) DO UPDATE SET title = excluded.title RETURNING id`,
  )

  const actions = await inTurn(rows, ({ id }) => rowsOf(db, ENTRIES, ['courses', id]))
  expect(rows[0].id).toBe(known)
  expect(actions.map((entries) => entries.map(({ action }) => action))).toEqual([['INSERT', 'UPDATE'], ['INSERT']])
})

test('the search vector of a course is left out', async ({ db }) => {
  const id = await aCourse(db)
  await db.query(`UPDATE containers_lab.courses SET title = 'Brazing' WHERE id = $1`, [id])

  const entries = await rowsOf(db, ENTRIES, ['courses', id])

  expect(entries).toHaveLength(2)
  expect(entries[1]).toMatchObject({ meta: { changed_columns: ['title'] } })
  expect(JSON.stringify(entries)).not.toContain('search_vector')
})

test.for(['users', 'containers', 'assignments', 'courses', 'templates', 'tasks'])(
  'changes of %s are recorded',
  async (table, { db }) => {
    const { rows } = await db.query(
      `SELECT event_manipulation AS event, trigger_name AS name, action_orientation AS each FROM information_schema.triggers
       WHERE event_object_schema = 'containers_lab' AND event_object_table = $1 AND trigger_name LIKE 'trg_audit_%' ORDER BY 1`,
      [table],
    )

    expect(rows).toEqual([
      { event: 'DELETE', name: `trg_audit_${table}_delete`, each: 'STATEMENT' },
      { event: 'INSERT', name: `trg_audit_${table}`, each: 'STATEMENT' },
      { event: 'UPDATE', name: `trg_audit_${table}_update`, each: 'STATEMENT' },
    ])
  },
)

test.for([
  ['empty', ''],
  ['no number', 'ada'],
  ['negative', '-1'],
  ['nobody', '2000000000'],
  ['beyond an integer', '99999999999'],
  ['beyond a bigint', '99999999999999999999999'],
])('a setting that is %s breaks no write', async ([, setting], { db }) => {
  const user = await aUser(db)
  await actAs(db, setting)

  const task = await aTask(db)
  const { id } = await insert(db, 'assignments', { task_id: task, assigned_to_user_id: user })
  await db.query(`UPDATE containers_lab.assignments SET status = 'in_progress' WHERE id = $1`, [id])
  const container = await aContainer(db, { owner_user_id: user })
  await db.query('UPDATE containers_lab.containers SET status_id = 2 WHERE id = $1', [container])

  const [entry] = await rowsOf(db, ENTRIES, ['tasks', task])
  expect(entry).toMatchObject({ actor_user_id: null, ...(setting !== '' && { meta: { actor: setting } }) })
  expect(
    await rowsOf(db, 'SELECT changed_by FROM containers_lab.assignment_history WHERE assignment_id = $1', [id]),
  ).toEqual([{ changed_by: null }, { changed_by: null }])
})

test('a pooled connection on which somebody acted before goes on working', async ({ pool }) => {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await actAs(client, await aUser(client))
    await client.query('COMMIT')
    expect(await value(client, `SELECT current_setting('app.current_user_id', true)`)).toBe('')
    expect(await aTask(client)).toEqual(expect.any(Number))
  } finally {
    client.release()
  }
})

test('people can delete themselves, and it is on record', async ({ db }) => {
  const user = await aUser(db)
  const container = await aContainer(db, { owner_user_id: user })
  const course = await aCourse(db, { created_by: user })
  await actAs(db, user)

  await db.query('DELETE FROM containers_lab.users WHERE id = $1', [user])

  expect((await rowsOf(db, ENTRIES, ['users', user])).at(-1)).toMatchObject({
    action: 'DELETE',
    actor_user_id: null,
    meta: { actor: String(user) },
  })
  expect(await value(db, 'SELECT owner_user_id FROM containers_lab.containers WHERE id = $1', [container])).toBeNull()
  expect(await value(db, 'SELECT created_by FROM containers_lab.courses WHERE id = $1', [course])).toBeNull()
})

test('a function that runs as its owner cannot be diverted', async ({ db }) => {
  await db.query('CREATE SCHEMA decoy')
  await db.query('CREATE TABLE decoy.audit_logs (LIKE containers_lab.audit_logs)')
  await db.query('CREATE TEMP TABLE audit_logs (LIKE containers_lab.audit_logs)')
  await db.query('CREATE TEMP TABLE users (LIKE containers_lab.users)')
  await db.query('SET LOCAL search_path = decoy, pg_temp, containers_lab')

  const id = await aTask(db)

  expect(await rowsOf(db, ENTRIES, ['tasks', id])).toHaveLength(1)
  expect(await rowsOf(db, 'SELECT id FROM decoy.audit_logs UNION ALL SELECT id FROM pg_temp.audit_logs')).toEqual([])
})

const OLD = `INSERT INTO containers_lab.audit_logs (action, target_type, target_id, meta, created_at)
  SELECT 'SEEN', 'test', n::text, jsonb_build_object('n', n), now() - interval '100 days'
  FROM generate_series(1, $1::integer) AS n`

test('archiving moves every old entry once, whole, and a second time none', async ({ db }) => {
  await db.query('DELETE FROM containers_lab.audit_logs')
  await db.query(OLD, [3])
  await aTask(db)
  const before = await rowsOf(db, `SELECT * FROM containers_lab.audit_logs WHERE action = 'SEEN' ORDER BY id`)

  await db.query('SELECT containers_lab.move_old_audit_logs(90)')
  await db.query('SELECT containers_lab.move_old_audit_logs(90)')

  expect(await rowsOf(db, 'SELECT * FROM containers_lab.audit_logs_archive ORDER BY id')).toEqual(before)
  expect(await rowsOf(db, 'SELECT action FROM containers_lab.audit_logs')).toEqual([{ action: 'INSERT' }])
  expect(await value(db, 'SELECT containers_lab.archive_audit_logs(90, 10)')).toBe('0')
})

test('two that archive at once move each entry once', async ({ pool }) => {
  await pool.query(OLD, [500])

  const moved = await Promise.all(
    Array.from({ length: 12 }, () => value(pool, 'SELECT containers_lab.archive_audit_logs(90, 100)')),
  )

  expect(moved.reduce((sum: number, count) => sum + Number(count), 0)).toBe(500)
  expect(
    await value(
      pool,
      `SELECT count(DISTINCT id)::integer FROM containers_lab.audit_logs_archive WHERE action = 'SEEN'`,
    ),
  ).toBe(500)
})

test.for([-1, null])('a retention of %s days is refused and deletes nothing', async (days, { db }) => {
  await insert(db, 'metrics', { metric_name: 'load', recorded_at: '2001-01-01' })

  for (const retention of ['move_old_audit_logs', 'purge_old_metrics']) {
    await db.query('SAVEPOINT before')
    await expect(db.query(`SELECT containers_lab.${retention}($1)`, [days])).rejects.toMatchObject({ code: 'LB002' })
    await db.query('ROLLBACK TO SAVEPOINT before')
  }

  expect(await rowsOf(db, 'SELECT id FROM containers_lab.metrics')).toHaveLength(1)
})

test('old metrics and expired ephemeral keys go, others stay', async ({ db }) => {
  const user_id = await aUser(db)
  await insert(db, 'metrics', { metric_name: 'old', recorded_at: '2001-01-01' })
  await insert(db, 'metrics', { metric_name: 'new' })
  const key = { user_id, key_type: 'ssh-ed25519' }
  await insert(db, 'ssh_keys', { ...key, public_key: 'a', ephemeral: true, expires_at: '2001-01-01' })
  await insert(db, 'ssh_keys', { ...key, public_key: 'b', expires_at: '2001-01-01' })

  await db.query('SELECT containers_lab.purge_old_metrics(30)')
  expect(await value(db, 'SELECT containers_lab.delete_expired_ssh_keys()')).toBe('1')

  expect(await rowsOf(db, 'SELECT metric_name FROM containers_lab.metrics')).toEqual([{ metric_name: 'new' }])
  expect(await rowsOf(db, 'SELECT public_key FROM containers_lab.ssh_keys')).toEqual([{ public_key: 'b' }])
})
