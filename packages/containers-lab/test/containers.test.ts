import { expect } from 'vitest'

import { aContainer, actAs, aUser, insert, moveContainer, reserveContainer, rowsOf, value } from './builders.js'
import { test } from './test.js'

const STATES = ['creating', 'running', 'stopped', 'failed', 'deleting']
const ALLOWED = new Set(['creating running', 'creating failed', 'running stopped', 'stopped running'])
const idOf = 'SELECT id FROM containers_lab.container_statuses WHERE name = $1'

test.for(STATES.flatMap((from) => STATES.map((to) => [from, to] as const)))(
  'from %s to %s',
  async ([from, to], { db }) => {
    const [from_id, to_id] = [await value(db, idOf, [from]), await value(db, idOf, [to])]
    const id = await aContainer(db, { status_id: from_id })
    const moved = moveContainer(db, id, to)

    if (from === to || to === 'deleting' || ALLOWED.has(`${from} ${to}`)) await expect(moved).resolves.toBeUndefined()
    else
      await expect(moved).rejects.toMatchObject({
        code: 'LB001',
        message: `Invalid container status transition from ${from_id} to ${to_id}`,
      })
  },
)

test('the first state and every later one are on record, with who did it', async ({ db }) => {
  const user = await aUser(db)
  await actAs(db, user)
  const id = await reserveContainer(db, user)
  await moveContainer(db, id, 'running')

  const statement = `SELECT old_status_id, new_status_id, changed_by FROM containers_lab.container_lifecycle
    WHERE container_id = $1 ORDER BY id`
  expect(await rowsOf(db, statement, [id])).toEqual([
    { old_status_id: null, new_status_id: 1, changed_by: user },
    { old_status_id: 1, new_status_id: 2, changed_by: user },
  ])
})

test('a state cannot be taken away', async ({ db }) => {
  const id = await aContainer(db)

  await expect(
    db.query('UPDATE containers_lab.containers SET status_id = NULL WHERE id = $1', [id]),
  ).rejects.toMatchObject({ code: 'LB001' })
})

test('an operator may allow another move by a row', async ({ db }) => {
  const id = await aContainer(db, { status_id: await value(db, idOf, ['failed']) })
  await db.query(
    `INSERT INTO containers_lab.container_status_moves
     SELECT before.id, after.id FROM containers_lab.container_statuses AS before, containers_lab.container_statuses AS after
     WHERE before.name = 'failed' AND after.name = 'creating'`,
  )

  await expect(moveContainer(db, id, 'creating')).resolves.toBeUndefined()
})

test('a snapshot stands in both tables, once, and follows its changes', async ({ db }) => {
  const container = await aContainer(db)
  const user = await aUser(db)
  await db.query(`SELECT containers_lab.record_snapshot($1, 'clean', $2, 'first')`, [container, user])
  const both = `SELECT container_id, lxc_snapshot_name AS name, created_by, created_at, notes FROM containers_lab.snapshots
    UNION ALL SELECT container_id, snapshot_name, created_by, created_at, notes FROM containers_lab.snapshots_metadata`

  const rows = await rowsOf(db, both)
  expect(rows).toEqual([rows[1], rows[0]])
  expect(rows[0]).toMatchObject({ container_id: container, name: 'clean', created_by: user, notes: 'first' })

  await db.query(`UPDATE containers_lab.snapshots SET lxc_snapshot_name = 'cleaner'`)
  expect((await rowsOf(db, both)).map(({ name }) => name)).toEqual(['cleaner', 'cleaner'])
  await db.query('SAVEPOINT before')
  await expect(
    db.query(`SELECT containers_lab.record_snapshot($1, 'cleaner', NULL, NULL)`, [container]),
  ).rejects.toMatchObject({ code: '23505' })
  await db.query('ROLLBACK TO SAVEPOINT before')
  await db.query('DELETE FROM containers_lab.snapshots')
  expect(await rowsOf(db, both)).toEqual([])
})

test('promoting a version keeps what the version leaves null', async ({ db }) => {
  const template = await insert(db, 'templates', { name: 'ubuntu', image: 'ubuntu:22.04', init_script: 'true' })
  const version = await insert(db, 'template_versions', {
    template_id: template.id,
    version_tag: '2',
    image: 'ubuntu:24.04',
    cpu: 4,
  })

  await db.query('SELECT containers_lab.promote_template_version($1, $2)', [template.id, version.id])

  expect(await rowsOf(db, 'SELECT * FROM containers_lab.templates WHERE id = $1', [template.id])).toMatchObject([
    {
      image: 'ubuntu:24.04',
      default_cpu: 4,
      default_memory_mb: 1024,
      init_script: 'true',
      updated_at: expect.any(Date),
    },
  ])
  const other = await insert(db, 'templates', { name: 'debian', image: 'debian' })
  await expect(
    db.query('SELECT containers_lab.promote_template_version($1, $2)', [other.id, version.id]),
  ).rejects.toMatchObject({ code: 'LB008', message: 'Version not found' })
})

test('the monitoring views are refreshed while they are read, and after they were emptied', async ({ pool }) => {
  const user = await aUser(pool)
  await moveContainer(pool, await aContainer(pool, { owner_user_id: user }), 'running')
  const refresh = 'SELECT containers_lab.refresh_monitoring_materialized_views()'
  const reader = await pool.connect()
  try {
    await reader.query('BEGIN')
    await reader.query('SELECT * FROM containers_lab.mv_active_containers_per_user')
    await pool.query(refresh)
    await reader.query('COMMIT')
  } finally {
    reader.release()
  }
  const active = 'SELECT active_containers FROM containers_lab.mv_active_containers_per_user WHERE user_id = $1'
  expect(await value(pool, active, [user])).toBe('1')
  expect(
    await rowsOf(pool, 'SELECT status_name, cnt FROM containers_lab.mv_containers_by_status ORDER BY 1'),
  ).toHaveLength(5)

  await pool.query('REFRESH MATERIALIZED VIEW containers_lab.mv_containers_by_status WITH NO DATA')
  await Promise.all([pool.query(refresh), pool.query(refresh)])
  expect(await rowsOf(pool, 'SELECT total_containers, running_containers FROM containers_lab.db_health')).toMatchObject(
    [{ total_containers: expect.any(String), running_containers: '1' }],
  )
})

test('an export gives its rows and its CSV, and refuses a period that ends before it begins', async ({ db }) => {
  const user_id = await aUser(db)
  for (const day of ['2026-01-01', '2026-01-02', '2026-01-03']) {
    await db.query('INSERT INTO containers_lab.usage_counters (user_id, period_start, cores_used) VALUES ($1, $2, 3)', [
      user_id,
      day,
    ])
  }
  const id = await value(db, `SELECT containers_lab.generate_usage_export('2026-01-01', '2026-01-02', $1)`, [user_id])

  expect(await rowsOf(db, 'SELECT status, storage_path, completed_at FROM containers_lab.usage_exports')).toEqual([
    { status: 'ready', storage_path: null, completed_at: expect.any(Date) },
  ])
  expect(await rowsOf(db, 'SELECT period_start::text FROM containers_lab.usage_export_rows($1)', [id])).toEqual([
    { period_start: '2026-01-01' },
    { period_start: '2026-01-02' },
  ])
  const csv = String(await value(db, 'SELECT containers_lab.usage_export_csv($1)', [id])).split('\n')
  expect(csv).toHaveLength(4)
  expect(csv[1]).toMatch(new RegExp(`^\\d+,,${user_id},2026-01-01,3,0,0,0,\\d{4}-`))
  await expect(
    db.query(`SELECT containers_lab.generate_usage_export('2026-01-02', '2026-01-01', NULL)`),
  ).rejects.toMatchObject({ code: 'LB009' })
})

test('the timeline tells states, operations and snapshots', async ({ db }) => {
  const id = await aContainer(db)
  await db.query(`SELECT containers_lab.enqueue_operation($1, 'start')`, [id])
  await db.query(`SELECT containers_lab.record_snapshot($1, 'clean', NULL, NULL)`, [id])

  expect(
    await rowsOf(db, 'SELECT kind, what FROM containers_lab.container_timeline WHERE container_id = $1 ORDER BY kind', [
      id,
    ]),
  ).toEqual([
    { kind: 'operation', what: 'enqueue' },
    { kind: 'snapshot', what: 'clean' },
    { kind: 'status', what: 'creating' },
  ])
})

test('an advisory lock is taken, waited for, and given back', async ({ pool }) => {
  const [one, two] = [await pool.connect(), await pool.connect()]
  const take = (seconds: number) => `SELECT containers_lab.acquire_advisory_lock(42, ${seconds})`
  try {
    expect(await value(one, take(0))).toBe(true)
    expect(await value(two, take(0))).toBe(false)
    const waiting = value(two, take(5))
    expect(await value(one, 'SELECT containers_lab.release_advisory_lock(42)')).toBe(true)
    expect(await waiting).toBe(true)
    expect(await value(two, 'SELECT containers_lab.release_advisory_lock(42)')).toBe(true)
    expect(await value(two, 'SELECT containers_lab.release_advisory_lock(42)')).toBe(false)
    await expect(one.query('SELECT containers_lab.acquire_advisory_lock(NULL)')).rejects.toMatchObject({
      code: 'LB007',
    })
  } finally {
    one.release()
    two.release()
  }
})
