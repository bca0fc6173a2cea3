import { readFileSync } from 'node:fs'

import { defineStack } from '@schemata/contract'
import { pgmq } from '@schemata/pgmq/schema'
import { createRunner, fromPool } from '@schemata/runner'
import { createTest } from '@schemata/testing'
import { Pool } from 'pg'
import { expect } from 'vitest'

import { gpuDev } from '../src/index.js'

// The document knows no schema name: its statements stand here as it words them.
const test = createTest(defineStack({ packages: [pgmq, gpuDev], schemas: { 'gpu-dev': 'public' } }))
const bare = createTest(defineStack({ packages: [] }))

const fixture = readFileSync(new URL('../fixtures/001_initial_gpu_types.sql', import.meta.url), 'utf8')
const stepsNamed = [
  '001_users_and_keys',
  '002_reservations',
  '003_disks',
  '004_gpu_types',
  '005_domain_mappings',
  '006_alb_target_groups',
  '007_pgmq_queues',
  '008_add_expiry_tracking',
  '009_add_availability_to_gpu_types',
]

test('the document’s files come first, under its names', () => {
  expect(gpuDev.migrations.steps.slice(0, 9).map(({ version, name }) => `${version}_${name}`)).toEqual(stepsNamed)
  expect(gpuDev.migrations.fixtures.map(({ name }) => name)).toEqual(['001_initial_gpu_types'])
})

test('in public its tables and its fixtures are found as it looks for them', async ({ db }) => {
  const tables = await db.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)
  expect(tables.rows.map(({ tablename }) => tablename)).toEqual(
    expect.arrayContaining([
      'api_keys',
      'api_users',
      'disks',
      'gpu_types',
      'reservations',
      'domain_mappings',
      'alb_target_groups',
    ]),
  )

  const types = await db.query('SELECT gpu_type, instance_type FROM gpu_types ORDER BY gpu_type')
  expect(types.rows).toEqual(
    expect.arrayContaining([
      { gpu_type: 'a100', instance_type: 'p4d.24xlarge' },
      { gpu_type: 'a10g', instance_type: 'g5.12xlarge' },
      { gpu_type: 'h100', instance_type: 'p5.48xlarge' },
    ]),
  )
  expect(types.rows).toHaveLength(10)
})

test('its program’s own statements work as they are', async ({ db }) => {
  await db.query("INSERT INTO api_users (username) VALUES ('octocat')")
  await db.query(
    `INSERT INTO api_keys (user_id, key_hash, key_prefix, expires_at)
     SELECT user_id, repeat('a', 64), 'abcdefgh', NOW() + INTERVAL '2 hours' FROM api_users`,
  )
  for (const status of ['queued', 'preparing', 'running', 'active']) {
    await db.query(
      `INSERT INTO reservations (reservation_id, user_id, status, gpu_type, gpu_count, duration_hours, created_at)
       VALUES ($1, 'octocat', $1, 'h100', 1, 4, NOW())`,
      [status],
    )
  }
  await db.query("INSERT INTO disks (user_id, disk_name) VALUES ('octocat', 'default')")
  await db.query("UPDATE disks SET in_use = true, reservation_id = 'running'")
  await db.query("UPDATE reservations SET updated_at = '2000-01-01' WHERE reservation_id = 'queued'")

  const { rows } = await db.query(
    `SELECT k.is_active, k.expires_at > k.created_at AS lasts, r.updated_at > '2020-01-01' AS stamped
     FROM api_keys k JOIN api_users u USING (user_id) JOIN reservations r ON r.user_id = u.username
     WHERE r.reservation_id = 'queued'`,
  )
  expect(rows).toEqual([{ is_active: true, lasts: true, stamped: true }])
  await db.query("SELECT pgmq.create('gpu_reservations')")
  await db.query("DELETE FROM reservations WHERE reservation_id = 'running'")
  expect((await db.query('SELECT in_use, reservation_id FROM disks')).rows).toEqual([
    { in_use: false, reservation_id: null },
  ])
})

test('loading the fixture again updates what is fixed, and leaves live figures and the switch', async ({ db }) => {
  await db.query(
    `UPDATE gpu_types SET total_cluster_gpus = 32, available_gpus = 20, is_active = false, instance_type = 'old', cpus = 1
     WHERE gpu_type = 'h100'`,
  )

  await db.query(fixture.replaceAll('gpu_dev.', ''))

  const { rows } = await db.query(
    `SELECT total_cluster_gpus, available_gpus, is_active, instance_type, cpus FROM gpu_types WHERE gpu_type = 'h100'`,
  )
  expect(rows).toEqual([
    { total_cluster_gpus: 32, available_gpus: 20, is_active: false, instance_type: 'p5.48xlarge', cpus: 192 },
  ])
  expect((await db.query("SELECT max_per_node FROM gpu_types WHERE gpu_type = 'cpu-arm'")).rows).toEqual([
    { max_per_node: 0 },
  ])
})

bare('over tables that an earlier system made, nothing is lost, and its faults are mended', async ({ url }) => {
  const pool = new Pool({ connectionString: url, max: 4 })
  try {
    await createRunner({ stack: defineStack({ packages: [pgmq] }), sessions: fromPool(pool) }).apply()
    for (const { up } of gpuDev.migrations.steps.slice(0, 4)) await pool.query(up.sql)
    await pool.query(`
      CREATE INDEX idx_reservations_expires_at ON gpu_dev.reservations (expires_at);
      CREATE INDEX idx_disks_user_id ON gpu_dev.disks (user_id);
      SELECT pgmq.create('gpu_reservations');
      SELECT pgmq.send('gpu_reservations', '{"action": "cancel"}');
      INSERT INTO gpu_dev.api_users (username) VALUES ('ada');
      INSERT INTO gpu_dev.api_keys (key_hash, key_prefix) VALUES ('x', 'x');
      INSERT INTO gpu_dev.reservations (reservation_id, user_id, status, duration_hours, created_at)
        VALUES ('r-1', 'ada', 'active', 4, now()), ('lock:r-1', 'system', 'lock', 0, now());
      INSERT INTO gpu_dev.disks (user_id, disk_name, in_use, is_deleted) VALUES ('ada', 'orphaned', true, NULL);
    `)

    const result = await createRunner({
      stack: defineStack({ packages: [pgmq, gpuDev] }),
      sessions: fromPool(pool),
    }).apply()

    expect(result).toMatchObject({ outcome: 'applied', errors: [] })
    const { rows } = await pool.query(`
      SELECT
        (SELECT array_agg(reservation_id::text) FROM gpu_dev.reservations) AS reservations,
        (SELECT array_agg(in_use) FROM gpu_dev.disks) AS in_use,
        (SELECT count(*)::integer FROM gpu_dev.api_users) AS users,
        (SELECT count(*)::integer FROM gpu_dev.api_keys) AS keys,
        (SELECT count(*)::integer FROM pgmq.q_gpu_reservations) AS messages,
        (SELECT indexdef LIKE '% WHERE %' FROM pg_indexes WHERE indexname = 'idx_reservations_expires_at') AS partial,
        to_regclass('gpu_dev.idx_disks_user_id') AS redundant
    `)
    expect(rows).toEqual([
      { reservations: ['r-1'], in_use: [false], users: 1, keys: 0, messages: 1, partial: true, redundant: null },
    ])
  } finally {
    await pool.end()
  }
})
