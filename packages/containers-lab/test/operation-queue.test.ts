import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { aContainer, aUser, insert, type Row, rowsOf, value } from './builders.js'
import { test } from './test.js'

const CLAIM = 'SELECT id, attempts, fence FROM containers_lab.claim_operations($1, $2, $3)'

const claim = (db: Queryable, worker = 'worker-1', limit = 1, lease = '60 seconds') =>
  rowsOf(db, CLAIM, [worker, limit, lease])

const enqueue = (db: Queryable, container: unknown = null, operation = 'start') =>
  value(db, 'SELECT containers_lab.enqueue_operation($1, $2)', [container, operation])

const state = async (db: Queryable, id: unknown): Promise<Row | undefined> =>
  (
    await rowsOf(
      db,
      'SELECT status, attempts, fence, dead_at, not_before FROM containers_lab.operation_queue WHERE id = $1',
      [id],
    )
  )[0]

test('hands out the oldest first, each operation to one of many workers', async ({ pool }) => {
  await pool.query('DELETE FROM containers_lab.operation_queue')
  const ids = []
  for (let made = 0; made < 40; made += 1) ids.push(await enqueue(pool))

  const claims = await Promise.all(Array.from({ length: 20 }, (_, index) => claim(pool, `worker-${index}`, 3)))

  const claimed = claims.flat().map(({ id }) => id)
  expect(claimed).toHaveLength(40)
  expect(new Set(claimed)).toEqual(new Set(ids))
  for (const some of claims)
    expect(some.map(({ id }) => Number(id))).toEqual(some.map(({ id }) => Number(id)).toSorted((a, b) => a - b))
})

test('each step leaves an entry', async ({ db }) => {
  const container = await aContainer(db)
  const id = await enqueue(db, container)
  const [{ fence } = {}] = await claim(db)
  await db.query(`SELECT containers_lab.report_operation_progress($1, $2, '{"percent": 50}')`, [id, fence])
  await db.query(`SELECT containers_lab.complete_operation($1, $2, '{"exit": 0}')`, [id, fence])

  expect(await state(db, id)).toMatchObject({ status: 'completed', attempts: 1 })
  expect(
    await rowsOf(
      db,
      'SELECT action, container_id FROM containers_lab.operation_audit WHERE operation_queue_id = $1 ORDER BY id',
      [id],
    ),
  ).toEqual(['enqueue', 'start', 'progress', 'complete'].map((action) => ({ action, container_id: container })))
})

test('a worker that has lost its lease can write nothing', async ({ db }) => {
  const id = await enqueue(db)
  const [first] = await claim(db)
  await db.query(`UPDATE containers_lab.operation_queue SET lease_until = now() - interval '1 second' WHERE id = $1`, [
    id,
  ])
  expect(await rowsOf(db, 'SELECT * FROM containers_lab.sweep_operations()')).toEqual([
    { requeued: '1', given_up: '0', made_ready: '0' },
  ])
  expect(await state(db, id)).toMatchObject({ status: 'pending', not_before: expect.any(Date) })
  await db.query('UPDATE containers_lab.operation_queue SET not_before = now() WHERE id = $1', [id])
  const [second] = await claim(db, 'worker-2')
  expect(second).toEqual({ id, attempts: 2, fence: '2' })

  const late = [id, first?.fence]
  expect(await value(db, 'SELECT containers_lab.complete_operation($1, $2)', late)).toBe(false)
  expect(await value(db, `SELECT containers_lab.fail_operation($1, $2, 'late')`, late)).toBeNull()
  expect(await value(db, `SELECT containers_lab.report_operation_progress($1, $2, '{}')`, late)).toBe(false)
  const held = 'SELECT * FROM containers_lab.heartbeat_operations(ARRAY[$1::bigint, $1], ARRAY[$2::bigint, $3])'
  expect(await rowsOf(db, held, [id, first?.fence, second?.fence])).toEqual([{ heartbeat_operations: id }])
  expect(await state(db, id)).toMatchObject({ status: 'in_progress', fence: '2' })
})

test('waits longer after each failure, then gives up; put back, the fence goes on', async ({ db }) => {
  const id = await enqueue(db)
  await db.query('UPDATE containers_lab.operation_queue SET max_attempts = 2 WHERE id = $1', [id])
  const fail = async () => {
    const [{ fence } = {}] = await claim(db)
    return value(db, `SELECT containers_lab.fail_operation($1, $2, 'no host')`, [id, fence])
  }

  expect(await fail()).toBe('pending')
  expect(await claim(db)).toEqual([])
  await db.query('UPDATE containers_lab.operation_queue SET not_before = now() WHERE id = $1', [id])
  expect(await fail()).toBe('failed')
  expect(await state(db, id)).toMatchObject({ status: 'failed', dead_at: expect.any(Date), not_before: null })
  expect(await claim(db)).toEqual([])

  expect(await value(db, 'SELECT containers_lab.redrive_operation($1)', [id])).toBe(true)
  expect(await value(db, 'SELECT containers_lab.redrive_operation($1)', [id])).toBe(false)
  expect(await claim(db)).toEqual([{ id, attempts: 1, fence: '3' }])
})

test('a failure that no retry helps is given up at once', async ({ db }) => {
  const id = await enqueue(db)
  const [{ fence } = {}] = await claim(db)

  expect(await value(db, `SELECT containers_lab.fail_operation($1, $2, 'no such image', false)`, [id, fence])).toBe(
    'failed',
  )
})

test('what is handed back unbegun counts no attempt', async ({ db }) => {
  const id = await enqueue(db)
  const [{ fence } = {}] = await claim(db)

  const release = 'SELECT * FROM containers_lab.release_operations(ARRAY[$1::bigint], ARRAY[$2::bigint])'
  expect(await rowsOf(db, release, [id, fence])).toEqual([{ release_operations: id }])
  expect(await rowsOf(db, release, [id, fence])).toEqual([])

  expect(await claim(db)).toEqual([{ id, attempts: 1, fence: '2' }])
})

test('an operation that is scheduled for later waits until then', async ({ db }) => {
  const soon = `SELECT containers_lab.enqueue_operation(NULL, 'stop', NULL, clock_timestamp() + interval '50 milliseconds')`
  const id = await value(db, soon)
  expect(await claim(db)).toEqual([])
  await db.query('SELECT pg_sleep(0.06)')

  expect(await claim(db)).toMatchObject([{ id }])
})

test('a sweep gives up what was tried often enough, and two sweeps share the work', async ({ pool }) => {
  await pool.query('DELETE FROM containers_lab.operation_queue')
  for (let made = 0; made < 30; made += 1) await enqueue(pool)
  await pool.query('UPDATE containers_lab.operation_queue SET max_attempts = 1 WHERE id % 2 = 0')
  await claim(pool, 'worker-1', 30)
  await pool.query(`UPDATE containers_lab.operation_queue SET lease_until = now() - interval '1 second'`)

  const swept = (
    await Promise.all([1, 2, 3].map(() => rowsOf(pool, 'SELECT * FROM containers_lab.sweep_operations(20)')))
  ).flat()

  const sum = (key: string) => swept.reduce((total, row) => total + Number(row[key]), 0)
  expect([sum('requeued'), sum('given_up')]).toEqual([15, 15])
})

test('the claim walks the index of what is ready, past everything that is over', async ({ db }) => {
  await db.query(
    `INSERT INTO containers_lab.operation_queue (operation, status) SELECT 'start', 'completed' FROM generate_series(1, 5000)`,
  )
  await enqueue(db)
  await db.query('ANALYZE containers_lab.operation_queue')

  const { rows } = await db.query(`EXPLAIN SELECT id FROM containers_lab.operation_queue
    WHERE status = 'pending' AND not_before IS NULL ORDER BY id LIMIT 10 FOR UPDATE SKIP LOCKED`)

  expect(JSON.stringify(rows)).toContain('idx_operation_queue_ready')
})

test.for([
  [null, 1, '1 second'],
  ['worker-1', 0, '1 second'],
  ['worker-1', 1, '0 seconds'],
])('a claim by %s of %s for %s is refused', async (claimed, { db }) => {
  await expect(db.query(CLAIM, claimed)).rejects.toMatchObject({ code: 'LB010' })
})

test('an import is claimed by one worker, counted, and completed', async ({ pool }) => {
  const uploaded_by = await aUser(pool)
  const { id } = await insert(pool, 'import_jobs', { uploaded_by, file_name: 'courses.xlsx', storage_path: '/in' })
  const statement = 'SELECT id, fence, storage_path FROM containers_lab.claim_import_jobs($1)'

  const claims = (await Promise.all(['a', 'b', 'c'].map((worker) => rowsOf(pool, statement, [worker])))).flat()

  expect(claims).toEqual([{ id, fence: '1', storage_path: '/in' }])
  expect(await value(pool, 'SELECT containers_lab.heartbeat_import_job($1, 1, 7, 10)', [id])).toBe(true)
  expect(await value(pool, `SELECT containers_lab.record_import_error($1, 1, 8, 'no slug', '{}')`, [id])).toBe(true)
  expect(await value(pool, `SELECT containers_lab.record_import_error($1, 9, 8, 'late')`, [id])).toBe(false)
  expect(await value(pool, `SELECT containers_lab.complete_import_job($1, 9)`, [id])).toBe(false)
  expect(await value(pool, `SELECT containers_lab.complete_import_job($1, 1, '7 of 10')`, [id])).toBe(true)
  expect(await rowsOf(pool, 'SELECT * FROM containers_lab.import_jobs WHERE id = $1', [id])).toMatchObject([
    {
      status: 'completed',
      rows_imported: 7,
      rows_total: 10,
      rows_failed: 1,
      result_summary: '7 of 10',
      completed_at: expect.any(Date),
    },
  ])
  expect(
    await rowsOf(pool, 'SELECT row_number, error_message FROM containers_lab.import_errors WHERE import_job_id = $1', [
      id,
    ]),
  ).toEqual([{ row_number: 8, error_message: 'no slug' }])
})

test('a failed import starts its counts anew, is given up in the end, and can be put back', async ({ db }) => {
  const { id } = await insert(db, 'import_jobs', { file_name: 'courses.xlsx', max_attempts: 2 })
  const fence = () => value(db, `SELECT fence FROM containers_lab.claim_import_jobs('a')`)
  await fence()
  await db.query(`SELECT containers_lab.record_import_error($1, 1, 8, 'no slug')`, [id])
  expect(await value(db, `SELECT containers_lab.fail_import_job($1, 1, 'unreadable')`, [id])).toBe('pending')
  await db.query('UPDATE containers_lab.import_jobs SET not_before = now()')
  expect(await fence()).toBe('2')
  expect(await rowsOf(db, 'SELECT id FROM containers_lab.import_errors WHERE import_job_id = $1', [id])).toEqual([])

  await db.query(`UPDATE containers_lab.import_jobs SET lease_until = now() - interval '1 second'`)
  expect(await rowsOf(db, 'SELECT * FROM containers_lab.sweep_import_jobs()')).toMatchObject([{ given_up: '1' }])
  expect(await value(db, 'SELECT containers_lab.redrive_import_job($1)', [id])).toBe(true)
  expect(await fence()).toBe('3')
})

const COMPLETE_AND_CLAIM = `SELECT refused, id, attempts, fence
  FROM containers_lab.complete_and_claim_operations($1::bigint[], $2::bigint[], $3::jsonb[], $4, $5)`

test('completes a batch and claims the next in one statement, and names what was lost', async ({ db }) => {
  await db.query('DELETE FROM containers_lab.operation_queue')
  const ids = [await enqueue(db), await enqueue(db), await enqueue(db)]
  const [first, second] = await claim(db, 'worker-1', 2)
  const stale = [first?.fence, Number(second?.fence) - 1]

  const answer = await rowsOf(db, COMPLETE_AND_CLAIM, [
    [first?.id, second?.id],
    stale,
    ['{"exit": 0}', 'null'],
    'worker-1',
    5,
  ])

  expect(answer).toEqual([
    { refused: true, id: second?.id, attempts: null, fence: null },
    { refused: false, id: ids[2], attempts: 1, fence: '1' },
  ])
  expect(await state(db, first?.id)).toMatchObject({ status: 'completed' })
  expect(await state(db, second?.id)).toMatchObject({ status: 'in_progress' })
})

test('complete_operations said twice gives the id twice and leaves one entry', async ({ db }) => {
  const id = await enqueue(db)
  const [{ fence } = {}] = await claim(db)
  const complete = () =>
    rowsOf(
      db,
      `SELECT * FROM containers_lab.complete_operations(ARRAY[$1::bigint], ARRAY[$2::bigint], ARRAY['1'::jsonb])`,
      [id, fence],
    )

  expect(await complete()).toEqual([{ complete_operations: id }])
  expect(await complete()).toEqual([{ complete_operations: id }])
  expect(
    await value(
      db,
      `SELECT count(*)::integer FROM containers_lab.operation_audit WHERE operation_queue_id = $1 AND action = 'complete'`,
      [id],
    ),
  ).toBe(1)
})

test('fail_operations retries after the time it is told, and gives up what is not to be tried again', async ({
  db,
}) => {
  await db.query('DELETE FROM containers_lab.operation_queue')
  const ids = [await enqueue(db), await enqueue(db), await enqueue(db)]
  await db.query('UPDATE containers_lab.operation_queue SET max_attempts = 1 WHERE id = $1', [ids[2]])
  const claimed = await claim(db, 'worker-1', 3)

  const outcomes = await rowsOf(
    db,
    `SELECT * FROM containers_lab.fail_operations($1::bigint[], $2::bigint[], ARRAY['a', 'b', 'c', 'd'], ARRAY[60000, NULL, 1, 1])`,
    [
      [...ids, ids[0]],
      [...claimed.map(({ fence }) => fence), 99],
    ],
  )

  expect(outcomes.toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual([
    { id: ids[0], outcome: 'retry' },
    { id: ids[1], outcome: 'dead' },
    { id: ids[2], outcome: 'dead' },
  ])
  expect(
    await value(db, 'SELECT not_before > now() + $2::interval FROM containers_lab.operation_queue WHERE id = $1', [
      ids[0],
      '50 seconds',
    ]),
  ).toBe(true)
})

const BEAT = 'SELECT * FROM containers_lab.heartbeat_operation_worker($1, $2::bigint[], $3::bigint[])'
const beat = async (db: Queryable, worker: string, held: Row[]) =>
  (await rowsOf(db, BEAT, [worker, held.map(({ id }) => id), held.map(({ fence }) => fence)])).map(
    (row) => row.heartbeat_operation_worker,
  )
const sweep = (db: Queryable) => rowsOf(db, 'SELECT * FROM containers_lab.sweep_operations()')
const silence = (db: Queryable, worker: string) =>
  db.query(
    `UPDATE containers_lab.operation_workers SET lease_until = clock_timestamp() - interval '1 second' WHERE worker = $1`,
    [worker],
  )

test('what a dead process held goes to others long before its lease is over', async ({ db }) => {
  await db.query('DELETE FROM containers_lab.operation_queue')
  await enqueue(db)
  await enqueue(db)
  const dead = await claim(db, 'dead', 1, '10 minutes')
  const alive = await claim(db, 'alive', 1, '10 minutes')
  expect(await beat(db, 'dead', dead)).toEqual(dead.map(({ id }) => id))
  expect(await beat(db, 'alive', [...alive, ...dead])).toHaveLength(2)
  expect(await sweep(db)).toMatchObject([{ requeued: '0' }])

  await silence(db, 'dead')
  expect(await sweep(db)).toMatchObject([{ requeued: '1' }])

  expect(await beat(db, 'dead', dead)).toEqual([])
  expect(await beat(db, 'alive', alive)).toEqual(alive.map(({ id }) => id))
})

test('a heartbeat prolongs a lease once half of it is over', async ({ db }) => {
  await enqueue(db)
  const [fresh] = await claim(db, 'worker-1', 1, '9 minutes')
  const until = () => value(db, 'SELECT lease_until FROM containers_lab.operation_queue WHERE id = $1', [fresh?.id])
  const first = await until()
  await beat(db, 'worker-1', [fresh ?? {}])
  expect(await until()).toEqual(first)
  await db.query(`UPDATE containers_lab.operation_queue SET lease_until = now() + interval '1 minute' WHERE id = $1`, [
    fresh?.id,
  ])
  await beat(db, 'worker-1', [fresh ?? {}])
  expect(Number(await until())).toBeGreaterThan(Number(first))
})

test('a process that was silent and claims again keeps what it claims', async ({ db }) => {
  await db.query('DELETE FROM containers_lab.operation_queue')
  await beat(db, 'worker-1', [])
  await silence(db, 'worker-1')
  await enqueue(db)
  await claim(db)

  expect(await sweep(db)).toMatchObject([{ requeued: '0' }])
  const retire = `SELECT containers_lab.retire_operation_worker('worker-1')`
  expect([await value(db, retire), await value(db, retire)]).toEqual([true, false])
})

test('wake_operation_workers notifies the queue by its name, once of many at once', async ({ pool }) => {
  const [listener, waking] = [await pool.connect(), await pool.connect()]
  const heard: string[] = []
  listener.on('notification', ({ payload }) => heard.push(payload ?? ''))
  const wake = 'SELECT containers_lab.wake_operation_workers()'
  try {
    await listener.query('LISTEN schemata_wake')
    await waking.query('BEGIN')
    expect(await value(waking, wake)).toBe(true)
    expect(await value(pool, wake)).toBe(false)
    await waking.query('COMMIT')
    for (let tries = 0; heard.length === 0 && tries < 100; tries += 1) await listener.query('SELECT pg_sleep(0.01)')
    expect(heard).toEqual(['containers_lab.operation_queue'])
  } finally {
    await listener.query('UNLISTEN *')
    listener.release()
    waking.release()
  }
})
