import { expect } from 'vitest'

import { aBuild } from '../../test/builders.js'
import { anEvent, partitioned } from '../../test/partitions.js'
import { test } from '../../test/test.js'
import { createPartitions, enqueueBuild, InvalidInputError, listPartitions } from '../index.js'

const MONTH = 31 * 86_400_000

test('makes nothing where no log is partitioned, and nothing twice', async ({ db }) => {
  expect(await createPartitions(db)).toEqual([])

  await partitioned(db, 'build_events')
  const made = await createPartitions(db, { ahead: 4 })

  expect(made.length).toBeGreaterThan(1)
  expect(made.every((name) => /^build_events_p\d{4}_\d{2}$/.test(name))).toBe(true)
  expect(await createPartitions(db, { table: 'build_events', ahead: 4 })).toEqual([])
})

test('is ready for the last moment it was asked to be ready for', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild())
  await partitioned(db, 'build_events')
  await partitioned(db, 'build_metrics', 'day')

  await createPartitions(db, { ahead: 20 })

  expect(await anEvent(db, id, new Date(Date.now() + 19 * MONTH))).toMatch(/^build_events_p\d{4}_\d{2}$/)
  const days = await listPartitions(db, { table: 'build_metrics' })
  expect(days.filter(({ name }) => /_p\d{4}_\d{2}_\d{2}$/.test(name)).length).toBeGreaterThan(10)
})

test('moves rows of the default partition into the one that is made for them', async ({ db }) => {
  const { id } = await enqueueBuild(db, aBuild())
  await partitioned(db, 'build_events')
  expect(await anEvent(db, id, new Date(Date.now() + 5 * MONTH))).toBe('build_events_p_default')

  await createPartitions(db, { table: 'build_events', ahead: 6 })

  const { rows } = await db.query(
    `SELECT tableoid::regclass::text AS partition FROM build_orchestrator.build_events WHERE build_queue_id = $1`,
    [id],
  )
  expect(rows).toEqual([{ partition: expect.stringMatching(/build_events_p\d{4}_\d{2}$/) }])
})

test('gives a new partition the storage parameters of the newest, and nobody a right to it', async ({ db }) => {
  const partitions = await partitioned(db, 'build_events')
  const newest = partitions.at(-2)?.name
  await db.query(`ALTER TABLE build_orchestrator.${newest} SET (autovacuum_vacuum_scale_factor = 0.05)`)

  const [made] = await createPartitions(db, { table: 'build_events', ahead: 6 })

  const { rows } = await db.query(
    `SELECT reloptions, relrowsecurity AND relforcerowsecurity AS hidden, relacl IS NULL OR relacl::text !~ 'build_' AS unreachable
     FROM pg_class WHERE relname = $1`,
    [made],
  )
  expect(rows).toEqual([{ reloptions: ['autovacuum_vacuum_scale_factor=0.05'], hidden: true, unreachable: true }])
})

test('is done by maintenance, which owns nothing', async ({ db }) => {
  await partitioned(db, 'build_access_log')
  await db.query('SET LOCAL ROLE build_maintenance')

  expect(await createPartitions(db, { ahead: 5 })).not.toEqual([])
})

test('refuses numbers that are none, in the accessor and in the database', async ({ db }) => {
  await expect(createPartitions(db, { ahead: -1 })).rejects.toThrow(InvalidInputError)
  await expect(db.query('SELECT build_orchestrator.create_partitions(NULL, -1)')).rejects.toMatchObject({
    code: 'LB001',
  })
})

test('refuses a table that is no log', async ({ db }) => {
  await expect(db.query(`SELECT build_orchestrator.create_partitions('customers')`)).rejects.toMatchObject({
    code: 'LB020',
  })
})

test('waits for a second caller instead of failing beside it', async ({ pool }) => {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await partitioned(client, 'build_access_log')
    await client.query('COMMIT')
  } finally {
    client.release()
  }

  const made = await Promise.all([createPartitions(pool, { ahead: 5 }), createPartitions(pool, { ahead: 5 })])

  expect(made.filter((names) => names.length > 0)).toHaveLength(1)
})
