import { setTimeout } from 'node:timers/promises'

import type { Queryable } from '@schemata/contract'
import type { Pool } from 'pg'
import { beforeEach, expect } from 'vitest'

import { actAs, aTask, aUser, rowsOf, value } from './builders.js'
import { test } from './test.js'

const VERIFY = 'SELECT problem, audit_log_id, seal_id FROM containers_lab.verify_audit_logs()'

const newest = (db: Queryable) => value(db, 'SELECT max(id) FROM containers_lab.audit_logs')

/**
 * Seals until nothing is left and gives the number of entries in each seal. Transactions
 * of other tests hold the horizon back for a while, whichever database they are in.
 */
async function sealAll(pool: Queryable, limit = 100_000): Promise<number[]> {
  const counts: number[] = []
  const left = `SELECT count(*)::integer FROM containers_lab.audit_entries AS entry
    WHERE NOT EXISTS (SELECT FROM containers_lab.audit_leaves AS leaf WHERE leaf.audit_log_id = entry.id)`
  while ((await value(pool, left)) !== 0) {
    const count = await value(pool, 'SELECT row_count FROM containers_lab.seal_audit_logs($1)', [limit])
    if (count === undefined) await setTimeout(20)
    else counts.push(Number(count))
  }
  return counts
}

/** Four entries, sealed; gives the id of the second newest. */
async function sealed(pool: Queryable): Promise<unknown> {
  await pool.query(`INSERT INTO containers_lab.tasks (title) SELECT 'four' FROM generate_series(1, 4)`)
  await sealAll(pool)
  expect(await rowsOf(pool, VERIFY)).toEqual([])
  return value(pool, 'SELECT id FROM containers_lab.audit_logs ORDER BY id DESC OFFSET 1 LIMIT 1')
}

/** Writes past the triggers, as only somebody who owns the database can. */
async function past(pool: Pool, sql: string): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('SET session_replication_role = replica')
    await client.query(sql)
  } finally {
    await client.query('RESET session_replication_role')
    client.release()
  }
}

beforeEach<{ pool: Pool }>(async ({ pool }) => {
  await past(
    pool,
    'TRUNCATE containers_lab.audit_logs, containers_lab.audit_logs_archive, containers_lab.audit_leaves, containers_lab.audit_seals',
  )
})

test('seals each entry once, in one chain', async ({ pool }) => {
  await sealed(pool)
  await sealed(pool)
  expect(await rowsOf(pool, 'SELECT seal_id FROM containers_lab.seal_audit_logs()')).toEqual([])

  const seals = await rowsOf(pool, 'SELECT id, row_count, previous, chain FROM containers_lab.audit_seals ORDER BY id')
  expect(seals).toMatchObject([
    { id: '1', row_count: '4' },
    { id: '2', row_count: '4', previous: seals[0]?.chain },
  ])
})

test('leaves an open transaction and what comes after it for later, and misses nothing', async ({ pool }) => {
  const open = await pool.connect()
  try {
    await open.query('BEGIN')
    await aTask(open)
    await aTask(pool)
    expect(await rowsOf(pool, 'SELECT seal_id FROM containers_lab.seal_audit_logs()')).toEqual([])
    expect(await rowsOf(pool, VERIFY)).toEqual([])
    await open.query('COMMIT')
  } finally {
    open.release()
  }
  expect((await sealAll(pool)).reduce((sum, count) => sum + count)).toBe(2)
  expect(await rowsOf(pool, VERIFY)).toEqual([])
})

test('names the first entry that was altered', async ({ pool }) => {
  const id = await sealed(pool)
  await pool.query(`UPDATE containers_lab.audit_logs SET meta = meta || '{"new": {}}' WHERE id >= $1`, [id])

  expect(await rowsOf(pool, VERIFY)).toEqual([{ problem: 'altered', audit_log_id: id, seal_id: '1' }])
})

test.for(['action', 'target_type', 'target_id', 'created_at', 'actor_user_id'])(
  'sees a change of %s',
  async (column, { pool }) => {
    const id = await sealed(pool)
    const user = await aUser(pool)
    const other =
      column === 'created_at' ? "created_at - interval '1 microsecond'" : column === 'actor_user_id' ? user : "'x'"
    await pool.query(`UPDATE containers_lab.audit_logs SET ${column} = ${other} WHERE id = $1`, [id])

    expect(await rowsOf(pool, VERIFY)).toEqual([{ problem: 'altered', audit_log_id: id, seal_id: '1' }])
  },
)

test('names the first entry that is missing', async ({ pool }) => {
  const id = await sealed(pool)
  await pool.query('DELETE FROM containers_lab.audit_logs WHERE id = $1', [id])

  expect(await rowsOf(pool, VERIFY)).toEqual([{ problem: 'missing', audit_log_id: id, seal_id: '1' }])
})

test('names an entry that was put among sealed ones', async ({ pool }) => {
  const id = await sealed(pool)
  await pool.query(
    `INSERT INTO containers_lab.audit_logs (action, target_type, txid)
     SELECT action, target_type, txid FROM containers_lab.audit_logs WHERE id = $1`,
    [id],
  )

  expect(await rowsOf(pool, VERIFY)).toEqual([{ problem: 'inserted', audit_log_id: await newest(pool), seal_id: null }])
})

test('names the seal whose entry and leaf were both made anew', async ({ pool }) => {
  const id = await sealed(pool)
  await sealed(pool)
  await pool.query(`UPDATE containers_lab.audit_logs SET action = 'x' WHERE id = $1`, [id])
  await past(
    pool,
    `UPDATE containers_lab.audit_leaves AS leaf SET leaf = containers_lab.audit_leaf(entry, entry.actor_user_id)
     FROM containers_lab.audit_entries AS entry WHERE entry.id = leaf.audit_log_id AND entry.id = ${id}`,
  )

  expect(await rowsOf(pool, VERIFY)).toEqual([{ problem: 'seal replaced', audit_log_id: null, seal_id: '1' }])
})

test('tells that all seals were made anew from a chain value kept elsewhere', async ({ pool }) => {
  await sealed(pool)
  const chain = await value(pool, 'SELECT chain FROM containers_lab.audit_seals')
  const known = 'SELECT problem FROM containers_lab.verify_audit_logs($1)'
  expect(await rowsOf(pool, known, [chain])).toEqual([])

  await past(pool, 'TRUNCATE containers_lab.audit_leaves, containers_lab.audit_seals')
  await pool.query(`UPDATE containers_lab.audit_logs SET action = 'x'`)
  await sealAll(pool)

  expect(await rowsOf(pool, VERIFY)).toEqual([])
  expect(await rowsOf(pool, known, [chain])).toEqual([{ problem: 'chain replaced' }])
})

test('archiving and the deletion of a person break no seal', async ({ pool }) => {
  const user = await aUser(pool)
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await actAs(client, user)
    await aTask(client, { created_by: user })
    await client.query('COMMIT')
  } finally {
    client.release()
  }
  await sealed(pool)

  await pool.query('DELETE FROM containers_lab.users WHERE id = $1', [user])
  await pool.query('SELECT containers_lab.move_old_audit_logs(0)')

  expect(Number(await value(pool, 'SELECT count(*) FROM containers_lab.audit_logs_archive'))).toBeGreaterThan(4)
  expect(await rowsOf(pool, VERIFY)).toEqual([])
})

test('retention deletes what is sealed only, under a seal; the same by hand is tampering', async ({ pool }) => {
  await sealed(pool)
  await aTask(pool)
  await pool.query('SELECT containers_lab.move_old_audit_logs(0)')

  expect(await value(pool, 'SELECT containers_lab.purge_archived_audit_logs(0, 3)')).toBe('3')
  expect(await rowsOf(pool, VERIFY)).toEqual([])
  expect(await value(pool, 'SELECT containers_lab.purge_archived_audit_logs(0)')).toBe('1')
  expect(await value(pool, 'SELECT containers_lab.purge_archived_audit_logs(0)')).toBe('0')
  expect(await rowsOf(pool, 'SELECT kind FROM containers_lab.audit_seals ORDER BY id')).toEqual([
    { kind: 'rows' },
    { kind: 'purge' },
    { kind: 'purge' },
  ])
  expect(await sealAll(pool)).toEqual([1])
  expect(await rowsOf(pool, VERIFY)).toEqual([])

  await pool.query('DELETE FROM containers_lab.audit_logs_archive')
  expect(await rowsOf(pool, VERIFY)).toMatchObject([{ problem: 'missing' }])
})

test('cuts long work into seals, and never a transaction in two', async ({ pool }) => {
  await pool.query(`INSERT INTO containers_lab.tasks (title) SELECT 'many' FROM generate_series(1, 30)`)
  for (let made = 0; made < 5; made += 1) await aTask(pool)

  const counts = await sealAll(pool, 3)

  expect(counts[0]).toBe(30)
  expect(Math.max(...counts.slice(1))).toBeLessThanOrEqual(3)
  expect(counts.reduce((sum, count) => sum + count)).toBe(35)
  expect(await rowsOf(pool, VERIFY)).toEqual([])
})

test('goes on in a restored database after a restart, and says so before', async ({ pool }) => {
  await sealed(pool)
  await past(pool, 'UPDATE containers_lab.audit_seals SET horizon = horizon + 1000000')
  await past(
    pool,
    `UPDATE containers_lab.audit_seals
     SET chain = containers_lab.audit_chain(id, kind, horizon, row_count, root, previous)`,
  )
  await aTask(pool)
  await expect(pool.query('SELECT containers_lab.seal_audit_logs()')).rejects.toMatchObject({ code: 'LB013' })

  expect(await value(pool, 'SELECT row_count FROM containers_lab.seal_audit_logs(p_restart => true)')).toBe('1')

  expect(await rowsOf(pool, VERIFY)).toEqual([])
  await aTask(pool)
  expect(await sealAll(pool)).toEqual([1])
})

test.for([
  'UPDATE containers_lab.audit_seals SET sealed_at = now()',
  'DELETE FROM containers_lab.audit_seals',
  'TRUNCATE containers_lab.audit_seals CASCADE',
  `UPDATE containers_lab.audit_leaves SET leaf = sha256('')`,
  'UPDATE containers_lab.audit_leaves SET actor_user_id = 0',
  'DELETE FROM containers_lab.audit_leaves',
  'TRUNCATE containers_lab.audit_leaves',
])('even the owner is refused: %s', async (change, { pool }) => {
  await sealed(pool)

  await expect(pool.query(change)).rejects.toMatchObject({ code: 'LB020' })
})
