import { randomUUID } from 'node:crypto'

import { defineStack } from '@schemata/contract'
import { createTest } from '@schemata/testing'
import pg from 'pg'
import { expect } from 'vitest'

import { buildOrchestrator } from '../src/index.js'

// The document knows no schema name: its statements stand here as it words them.
const test = createTest(defineStack({ packages: [buildOrchestrator], schemas: { 'build-orchestrator': 'public' } }))

test.for([
  `SELECT COUNT(*) FROM build_queue WHERE status = 'queued'`,
  'SELECT * FROM get_cache_hit_rate(NULL, 7)',
  'SELECT COUNT(*) FROM active_builds',
  `SELECT * FROM get_license_quota_usage('customer-123')`,
  'SELECT pg_size_pretty(pg_database_size(current_database()))',
  `SELECT id, customer_id, worker_id, started_at, current_step FROM build_queue
   WHERE status = 'building' AND started_at < NOW() - INTERVAL '1 hour'`,
  `SELECT customer_id, tier, expires_at FROM licenses
   WHERE status = 'active' AND expires_at < NOW() + INTERVAL '7 days'`,
  `SELECT customer_id, registry_name, validation_status, last_validated_at FROM registry_credentials
   WHERE is_active = TRUE AND validation_status = 'invalid'`,
  'SELECT * FROM schema_migrations',
  'SELECT * FROM pg_stat_user_tables',
  'SELECT expire_old_conversations(24);',
  'SELECT revoke_expired_credentials();',
  'SELECT expire_licenses();',
  'SELECT handle_build_timeouts();',
  'SELECT cleanup_old_build_logs(90);',
  'SELECT purge_soft_deleted_records(30);',
  'ALTER TABLE build_access_log SET (autovacuum_vacuum_scale_factor = 0.05)',
  'ALTER TABLE build_events SET (autovacuum_vacuum_scale_factor = 0.05)',
  'ALTER TABLE conversation_messages SET (autovacuum_vacuum_scale_factor = 0.05)',
])('%s', async (statement, { db }) => {
  await expect(db.query(statement)).resolves.toMatchObject({ rows: expect.any(Array) })
})

test('the steps are on record, with their times', async ({ db }) => {
  const { rows } = await db.query(
    'SELECT version, name, applied_at, execution_time_ms FROM schema_migrations ORDER BY version',
  )

  expect(rows.slice(0, 5)).toMatchObject([
    { version: '001', name: 'InitialSchema' },
    { version: '002', name: 'BuildQueue' },
    { version: '003', name: 'IntakeSystem' },
    { version: '004', name: 'Indexes' },
    { version: '005', name: 'Functions', applied_at: expect.any(Date), execution_time_ms: expect.any(Number) },
  ])
})

test('a row of the record can be deleted', async ({ db }) => {
  const { rowCount } = await db.query(`DELETE FROM schema_migrations WHERE version = '003'`)

  expect(rowCount).toBe(1)
})

test('the published index is rebuilt while the table is in use', async ({ pool }) => {
  await pool.query('REINDEX INDEX CONCURRENTLY idx_build_cache_manifest_hash')

  const { rows } = await pool.query(
    `SELECT indisvalid, indisunique FROM pg_index WHERE indexrelid = 'idx_build_cache_manifest_hash'::regclass`,
  )
  expect(rows).toEqual([{ indisvalid: true, indisunique: true }])
})

test('the application user can work with the rights it is granted', async ({ pool, url }) => {
  const role = `build_orchestrator_${randomUUID().replaceAll('-', '')}`
  const { rows } = await pool.query('SELECT current_database() AS name')
  const database = pg.escapeIdentifier(rows[0].name)
  await pool.query(`CREATE USER ${role} WITH PASSWORD 'secure_password'`)
  try {
    await pool.query(`GRANT CONNECT ON DATABASE ${database} TO ${role}`)
    await pool.query(`GRANT USAGE ON SCHEMA public TO ${role}`)
    await pool.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`)
    await pool.query(`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role}`)
    await pool.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO ${role}`)
    await pool.query(`REVOKE TRUNCATE ON ALL TABLES IN SCHEMA public FROM ${role}`)
    await workAs(role, url)
  } finally {
    await pool.query(`DROP OWNED BY ${role}`)
    await pool.query(`DROP USER ${role}`)
  }
})

/** A little of everything: a build, a hit with its trigger, a message with its trigger, and no TRUNCATE. */
async function workAs(role: string, url: string): Promise<void> {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  try {
    await db.query('BEGIN')
    await db.query(`SET LOCAL ROLE ${role}`)
    await db.query(
      `INSERT INTO build_queue (customer_id, manifest_path, manifest_hash, manifest_json)
       VALUES ('system', 'x', '0123456789abcdef', '{}')`,
    )
    const { rows } = await db.query(`SELECT * FROM get_next_build_for_worker('worker-1', 'build-3')`)
    expect(rows).toMatchObject([{ customer_id: 'system', priority: 5, retry_count: 0 }])
    expect((await db.query('SELECT status FROM active_builds')).rows).toEqual([{ status: 'building' }])
    await db.query(
      `WITH entry AS (
         INSERT INTO build_cache_registry (manifest_hash, tier, registry_url, image_tag, full_image_url, modules,
           architecture, cloud_provider, cloud_compute, deployment_mode, build_duration_seconds, manifest_json)
         VALUES ('0123456789abcdef', 'core', 'r', 't', 'u', '{}', 'amd64', 'aws', 'ecs', 'standalone', 1, '{}')
         RETURNING id
       )
       INSERT INTO build_access_log (build_cache_id, customer_id, access_type)
       SELECT id, 'system', 'cache_hit' FROM entry`,
    )
    expect((await db.query('SELECT cache_hit_count FROM build_cache_registry')).rows).toEqual([{ cache_hit_count: 1 }])
    const conversation = await db.query(`INSERT INTO conversations (session_id) VALUES ('s-1') RETURNING id`)
    await db.query(
      `INSERT INTO conversation_messages (conversation_id, role, content, sequence_number)
       VALUES ($1, 'user', 'hello', 1)`,
      [conversation.rows[0].id],
    )
    expect((await db.query('SELECT total_messages FROM active_conversations')).rows).toEqual([{ total_messages: 1 }])
    await expect(db.query('TRUNCATE build_events')).rejects.toMatchObject({ code: '42501' })
  } finally {
    await db.query('ROLLBACK')
    await db.end()
  }
}
