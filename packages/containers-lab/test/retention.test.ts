import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { aContainer, aTask, aUser, insert, rowsOf, value } from './builders.js'
import { test } from './test.js'

const OLD = '2001-01-01T00:00Z'

const apply = async (db: Queryable) =>
  Object.fromEntries(
    (await rowsOf(db, 'SELECT * FROM containers_lab.apply_retention()')).map(({ kind, removed }) => [
      kind,
      Number(removed),
    ]),
  )

const period = (db: Queryable, kind: string, days: string | null) =>
  db.query(`UPDATE containers_lab.settings SET value = $2 WHERE key = concat_ws('.', 'retention', $1::text, 'days')`, [
    kind,
    days,
  ])

test('apply_retention keeps to the settings and says what went', async ({ db }) => {
  const user = await aUser(db)
  const container = await aContainer(db)
  await apply(db)
  await insert(db, 'metrics', { metric_name: 'cpu', recorded_at: OLD })
  await insert(db, 'metrics', { metric_name: 'cpu' })
  for (const read of [true, false])
    await insert(db, 'notifications', { user_id: user, type: 'x', read, created_at: OLD })
  await insert(db, 'operation_queue', { operation: 'stop', status: 'completed', created_at: OLD })
  const waiting = await insert(db, 'operation_queue', { operation: 'stop', created_at: OLD })
  const job = await insert(db, 'import_jobs', { file_name: 'x', status: 'failed', created_at: OLD, failed_at: OLD })
  await insert(db, 'import_errors', { import_job_id: job.id, error_message: 'x' })
  const grant = { user_id: user, cores: 1, memory_mb: 1, disk_mb: 1, released_at: OLD }
  const kept = await insert(db, 'quota_holds', { ...grant, container_id: container })
  await insert(db, 'quota_holds', grant)

  expect(await apply(db)).toEqual({
    audit_logs: 0,
    metrics: 1,
    notifications: 1,
    operations: 1,
    import_jobs: 1,
    quota_holds: 1,
  })

  expect(await value(db, 'SELECT count(*)::integer FROM containers_lab.metrics')).toBe(1)
  expect(await value(db, 'SELECT read FROM containers_lab.notifications WHERE created_at = $1', [OLD])).toBe(false)
  expect(await value(db, 'SELECT id FROM containers_lab.operation_queue WHERE created_at = $1', [OLD])).toBe(waiting.id)
  expect(await value(db, 'SELECT id FROM containers_lab.quota_holds WHERE released_at = $1', [OLD])).toBe(kept.id)
})

test('a period that is changed counts from then on, one that is emptied means for ever', async ({ db }) => {
  await insert(db, 'metrics', { metric_name: 'cpu', recorded_at: new Date(Date.now() - 86_400_000) })
  await period(db, 'metrics', null)
  expect(await apply(db)).not.toHaveProperty('metrics')

  await period(db, 'metrics', '0')

  expect(await apply(db)).toMatchObject({ metrics: expect.any(Number) })
  expect(await value(db, 'SELECT count(*)::integer FROM containers_lab.metrics')).toBe(0)
})

test.for(['-1', 'soon', '1.5', '99999999'])(
  'a period of %s days is refused and deletes nothing',
  async (days, { db }) => {
    const { id } = await insert(db, 'metrics', { metric_name: 'cpu', recorded_at: OLD })
    await period(db, 'metrics', days)
    await db.query('SAVEPOINT before')

    await expect(apply(db)).rejects.toMatchObject({ code: 'LB002', hint: expect.any(String) })

    await db.query('ROLLBACK TO SAVEPOINT before')
    expect(await value(db, 'SELECT id FROM containers_lab.metrics WHERE id = $1', [id])).toBe(id)
  },
)

test('the archive of the audit trail is kept for ever unless a period is set', async ({ db }) => {
  await aTask(db)
  await db.query('UPDATE containers_lab.audit_logs SET created_at = $1', [OLD])
  const first = await apply(db)
  expect(first.audit_logs).toBeGreaterThan(0)
  expect(first).not.toHaveProperty('audit_logs_archive')

  await period(db, 'audit_logs_archive', '3650')

  // Nothing of it has been sealed, so nothing of it goes.
  expect(await apply(db)).toMatchObject({ audit_logs_archive: 0 })
})

test('two at once remove each row once', async ({ pool }) => {
  await pool.query(
    `INSERT INTO containers_lab.metrics (metric_name, recorded_at) SELECT 'cpu', $1::timestamptz FROM generate_series(1, 200)`,
    [OLD],
  )

  const removed = await Promise.all(
    [1, 2, 3, 4].map(() =>
      value(pool, `SELECT removed::integer FROM containers_lab.apply_retention(60) WHERE kind = 'metrics'`),
    ),
  )

  const left = await value(pool, 'SELECT count(*)::integer FROM containers_lab.metrics WHERE recorded_at = $1', [OLD])
  expect(removed.reduce((sum: number, count) => sum + Number(count), 0) + Number(left)).toBe(200)
})
