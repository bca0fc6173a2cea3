import { randomUUID } from 'node:crypto'

import { defineStack } from '@schemata/contract'
import { createRunner, fromPool } from '@schemata/runner'
import { createTest } from '@schemata/testing'
import pg from 'pg'
import { describe, expect } from 'vitest'

import { buildOrchestrator } from '../src/index.js'

/*
 * The document from its first section to its last, by its own tables, functions and views
 * and nothing else: whoever reads it and knows no package gets everything done.
 */
const test = createTest(defineStack({ packages: [] }), { max: 4 })

const stack = defineStack({ packages: [buildOrchestrator], schemas: { 'build-orchestrator': 'public' } })
const application = `honua_app_user_${randomUUID().replaceAll('-', '')}`
const HASH = '0123456789abcdef0123456789abcdef'

type Row = Record<string, unknown>

/** Rows of a statement as the application sends it: on its own connection, with its own rights. */
async function as(url: string, statement: string, values: unknown[] = []): Promise<Row[]> {
  const place = new URL(url)
  place.searchParams.set('options', `-c role=${application}`)
  const client = new pg.Client({ connectionString: place.href })
  await client.connect()
  try {
    return (await client.query(statement, values)).rows
  } finally {
    await client.end()
  }
}

async function only(url: string, statement: string, values: unknown[] = []): Promise<Row> {
  const rows = await as(url, statement, values)
  expect(rows).toHaveLength(1)
  return rows[0] ?? {}
}

const enqueue = (url: string, customer: string, priority: number, given: Row = {}) =>
  only(
    url,
    `INSERT INTO build_queue (customer_id, manifest_path, manifest_hash, manifest_json, priority, max_retries)
     VALUES ($1, 'manifests/web.json', $2, '{"image": "web"}', $3, $4) RETURNING id`,
    [customer, HASH, priority, given.max_retries ?? 3],
  ).then(({ id }) => String(id))

const claim = (url: string) => as(url, `SELECT * FROM get_next_build_for_worker('worker-1', 'build-3', 'amd64')`)

describe('the document, in its order', () => {
  // The user belongs to the server, not to the database of this file.
  test.afterAll(async ({ pool }) => {
    const { rowCount } = await pool.query('SELECT FROM pg_roles WHERE rolname = $1', [application])
    if (rowCount === 1) await pool.query(`DROP OWNED BY ${application}; DROP USER ${application}`)
  })

  test('Running Migrations', async ({ pool }) => {
    const runner = createRunner({ stack, sessions: fromPool(pool) })

    expect(await runner.validateConnection()).toBe(true)
    expect(await runner.currentVersion('build-orchestrator')).toBeNull()
    const result = await runner.applyMigrations()

    expect(result).toMatchObject({ success: true, errors: [] })
    expect(result.appliedMigrations.slice(0, 5)).toMatchObject([
      { version: '001', name: 'InitialSchema', executionTimeMs: expect.any(Number) },
      { version: '002', name: 'BuildQueue' },
      { version: '003', name: 'IntakeSystem' },
      { version: '004', name: 'Indexes' },
      { version: '005', name: 'Functions' },
    ])
    const { rows } = await pool.query(
      'SELECT version, name, applied_at, execution_time_ms FROM schema_migrations ORDER BY version',
    )
    expect(rows).toHaveLength(result.appliedMigrations.length)
    expect(await runner.currentVersion('build-orchestrator')).toBe(rows.at(-1)?.version)
  })

  test('Permissions', async ({ pool, url }) => {
    const database = pg.escapeIdentifier(new URL(url).pathname.slice(1))
    await pool.query(`
      CREATE USER ${application} WITH PASSWORD 'secure_password';
      GRANT CONNECT ON DATABASE ${database} TO ${application};
      GRANT USAGE ON SCHEMA public TO ${application};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${application};
      GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${application};
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO ${application};
      REVOKE TRUNCATE ON ALL TABLES IN SCHEMA public FROM ${application};
    `)

    await expect(as(url, 'TRUNCATE build_events')).rejects.toMatchObject({ code: '42501' })
  })

  test('Core Entities: customers, licenses, registry credentials', async ({ url }) => {
    await as(
      url,
      `INSERT INTO customers (customer_id, organization_name, contact_email, subscription_status, tier)
       VALUES ('customer-123', 'Acme', 'ops@acme.example', 'active', 'pro'),
              ('customer-456', 'Globex', 'ops@globex.example', 'trial', 'core')`,
    )
    await as(
      url,
      `INSERT INTO licenses (customer_id, license_key, license_key_hash, tier, status, expires_at, trial_expires_at,
         max_builds_per_month, max_registries, max_concurrent_builds)
       VALUES ('customer-123', 'cipher text', encode(sha256('key-1'), 'hex'), 'pro', 'active', now() + '5 days'::interval, NULL, 10, 3, 5),
              ('customer-456', 'cipher text', encode(sha256('key-2'), 'hex'), 'core', 'trial', now() - '1 day'::interval, now() - '1 day'::interval, 10, 3, 1)`,
    )
    await as(
      url,
      `INSERT INTO registry_credentials (customer_id, registry_name, registry_url, registry_provider,
         username_encrypted, password_encrypted, encryption_key_id, is_default, last_validated_at, validation_status)
       VALUES ('customer-123', 'main', 'registry.example', 'harbor', 'u', 'p', 'kms-1', true, now(), 'valid'),
              ('customer-123', 'old', 'old.example', 'ecr', 'u', 'p', 'kms-1', false, now() - '8 days'::interval, 'invalid')`,
    )

    expect(await only(url, `SELECT * FROM get_license_quota_usage('customer-123')`)).toMatchObject({
      max_builds_per_month: 10,
      builds_this_month: '0',
      active_registries: '2',
    })
  })

  test('Cache Management', async ({ url }) => {
    const { id } = await only(
      url,
      `INSERT INTO build_cache_registry (manifest_hash, tier, registry_url, image_tag, full_image_url, modules,
         architecture, cloud_provider, cloud_compute, deployment_mode, first_built_by_customer, build_duration_seconds,
         manifest_json)
       VALUES ($1, 'core', 'ghcr.io', 'web:1', 'ghcr.io/web:1', '{core}', 'amd64', 'aws', 'ecs', 'standalone',
         'customer-123', 42, '{"image": "web"}') RETURNING id`,
      [HASH],
    )
    await as(url, `SELECT record_cache_access($1, 'customer-123', 'cache_hit')`, [id])
    await as(
      url,
      `SELECT record_cache_access($1, 'customer-123', 'cache_hit', 'deployment-1', 'eu-1', 1.5, 1000, 'docker', '10.0.0.1')`,
      [id],
    )
    await as(
      url,
      `INSERT INTO build_access_log (build_cache_id, customer_id, access_type) VALUES ($1, 'customer-123', 'cache_miss')`,
      [id],
    )

    expect(await only(url, 'SELECT cache_hit_count, last_accessed_at FROM build_cache_registry')).toMatchObject({
      cache_hit_count: 2,
      last_accessed_at: expect.any(Date),
    })
    expect(await as(url, 'SELECT * FROM get_cache_hit_rate(NULL, 7)')).toEqual([
      {
        customer_id: 'customer-123',
        total_accesses: '3',
        cache_hits: '2',
        cache_misses: '1',
        hit_rate_percent: '66.67',
      },
    ])
  })

  test('Build Queue: a build to its end', async ({ url }) => {
    const second = await enqueue(url, 'customer-123', 5)
    const first = await enqueue(url, 'customer-123', 9)
    expect(await only(url, `SELECT COUNT(*) FROM build_queue WHERE status = 'queued'`)).toEqual({ count: '2' })

    expect(await claim(url)).toMatchObject([
      { build_id: first, manifest_json: { image: 'web' }, customer_id: 'customer-123', priority: 9, retry_count: 0 },
    ])
    expect(await only(url, `SELECT update_build_progress($1, 50, 'Compiling', 2) AS updated`, [first])).toEqual({
      updated: true,
    })
    expect(await as(url, 'SELECT id, status, progress_percent, current_step FROM active_builds')).toEqual([
      { id: first, status: 'building', progress_percent: 50, current_step: 'Compiling' },
      { id: second, status: 'queued', progress_percent: 0, current_step: null },
    ])

    const { id: result } = await only(
      url,
      `INSERT INTO build_results (build_queue_id, success, exit_code, stdout_log, actual_duration_seconds, peak_memory_mb,
         total_layers, cache_layers_used, final_image_size_bytes, image_digest)
       VALUES ($1, true, 0, 'done', 12.5, 512, 10, 5, 1000000, 'sha256:' || repeat('a', 64)) RETURNING id`,
      [first],
    )
    await as(
      url,
      `INSERT INTO build_artifacts (build_result_id, artifact_type, artifact_name, storage_type, storage_url)
       VALUES ($1, 'container_image', 'web', 'registry', 'ghcr.io/web:1'), ($1, 'sbom', 'web', 's3', 's3://x')`,
      [result],
    )
    await as(
      url,
      `INSERT INTO build_events (build_queue_id, event_type, message) VALUES ($1, 'pushed', 'ghcr.io/web:1')`,
      [first],
    )
    await as(
      url,
      `INSERT INTO build_metrics (build_queue_id, metric_name, metric_value, metric_unit) VALUES ($1, 'cpu', 71.5, 'percent')`,
      [first],
    )
    await as(
      url,
      `UPDATE build_queue SET status = 'success', progress_percent = 100, completed_at = now() WHERE id = $1`,
      [first],
    )

    expect(await only(url, `SELECT update_build_progress($1, 60, 'Late') AS updated`, [first])).toEqual({
      updated: false,
    })
    expect(
      await only(url, 'SELECT total_builds, successful_builds, failed_builds FROM build_performance_summary'),
    ).toEqual({
      total_builds: '1',
      successful_builds: '1',
      failed_builds: '0',
    })
    expect(
      await only(
        url,
        `SELECT total_builds, successful_builds FROM customer_build_usage WHERE customer_id = 'customer-123'`,
      ),
    ).toEqual({
      total_builds: '2',
      successful_builds: '1',
    })
  })

  test('Build Queue: failed, retried, timed out', async ({ url }) => {
    const [{ build_id: build } = {}] = await claim(url)
    await as(url, `UPDATE build_queue SET status = 'failed', completed_at = now() WHERE id = $1`, [build])
    await as(
      url,
      `INSERT INTO build_results (build_queue_id, success, exit_code, actual_duration_seconds, error_message)
       VALUES ($1, false, 1, 3, 'no space')`,
      [build],
    )

    expect(await only(url, 'SELECT retry_failed_build($1) AS requeued', [build])).toEqual({ requeued: true })
    expect(await only(url, 'SELECT retry_failed_build($1) AS requeued', [build])).toEqual({ requeued: false })
    expect(await claim(url)).toMatchObject([{ build_id: build, retry_count: 1 }])

    await as(
      url,
      `UPDATE build_queue SET started_at = now() - '2 hours'::interval, timeout_at = now() - '1 hour'::interval WHERE id = $1`,
      [build],
    )
    expect(
      await as(
        url,
        `SELECT id, customer_id, worker_id, started_at, current_step FROM build_queue
         WHERE status = 'building' AND started_at < NOW() - INTERVAL '1 hour'`,
      ),
    ).toMatchObject([{ id: build, worker_id: 'worker-1' }])
    expect(await as(url, 'SELECT * FROM handle_build_timeouts()')).toEqual([
      { build_id: build, customer_id: 'customer-123', worker_id: 'worker-1' },
    ])
    expect(await only(url, 'SELECT status, retry_count FROM build_queue WHERE id = $1', [build])).toEqual({
      status: 'timeout',
      retry_count: 1,
    })
    expect(await only(url, 'SELECT retry_failed_build($1) AS requeued', [build])).toEqual({ requeued: true })
    expect(await claim(url)).toMatchObject([{ build_id: build, retry_count: 2 }])
    await as(url, `UPDATE build_queue SET status = 'success', completed_at = now() WHERE id = $1`, [build])
    await as(
      url,
      `INSERT INTO build_results (build_queue_id, success, exit_code, actual_duration_seconds) VALUES ($1, true, 0, 9)
       -- A build has one result, that of its latest run: the failed one stands there.
       ON CONFLICT (build_queue_id) DO UPDATE SET success = true, exit_code = 0, actual_duration_seconds = 9, error_message = NULL`,
      [build],
    )

    expect(await claim(url)).toEqual([])
    expect(await only(url, 'SELECT COUNT(*) FROM active_builds')).toEqual({ count: '0' })
  })

  test('AI Intake System', async ({ url }) => {
    const { id: manifest } = await only(
      url,
      `INSERT INTO build_manifests (customer_id, manifest_json, manifest_hash, is_validated)
       VALUES ('customer-123', '{"image": "web"}', $1, true) RETURNING id`,
      [HASH],
    )
    const { id } = await only(
      url,
      `INSERT INTO conversations (customer_id, session_id, ai_model, build_manifest_id)
       VALUES ('customer-123', 's-1', 'model-1', $1) RETURNING id`,
      [manifest],
    )
    for (const [place, role] of ['user', 'assistant', 'system', 'function'].entries()) {
      await as(
        url,
        `INSERT INTO conversation_messages (conversation_id, role, content, sequence_number, total_tokens)
         VALUES ($1, $2, 'words', $3, 10)`,
        [id, role, place + 1],
      )
    }
    await as(
      url,
      `INSERT INTO conversation_intents (conversation_id, intent_type, intent_confidence) VALUES ($1, 'new_build', 0.9)`,
      [id],
    )
    await as(
      url,
      `INSERT INTO requirement_extractions (conversation_id, build_manifest_id, requirement_type, requirement_value,
         extraction_confidence, is_confirmed) VALUES ($1, $2, 'cloud', 'aws', 0.8, true)`,
      [id, manifest],
    )

    expect(await only(url, 'SELECT total_messages, manifest_deployment_status FROM active_conversations')).toEqual({
      total_messages: 4,
      manifest_deployment_status: 'draft',
    })
    expect(await only(url, 'SELECT total_tokens_used FROM conversations')).toEqual({ total_tokens_used: 40 })
    expect(await only(url, 'SELECT intent_type, occurrence_count FROM intent_analytics')).toEqual({
      intent_type: 'new_build',
      occurrence_count: '1',
    })
    expect(await only(url, 'SELECT total_extractions, confirmation_rate_percent FROM extraction_accuracy')).toEqual({
      total_extractions: '1',
      confirmation_rate_percent: '100.00',
    })

    await as(
      url,
      `UPDATE conversations SET status = 'completed', completed_at = now(), user_satisfaction_score = 5 WHERE id = $1`,
      [id],
    )
    expect(
      await only(url, 'SELECT completed_conversations, manifests_generated FROM conversation_performance_summary'),
    ).toEqual({
      completed_conversations: '1',
      manifests_generated: '1',
    })
  })

  test('Performance Considerations', async ({ pool }) => {
    await pool.query('ALTER TABLE build_access_log SET (autovacuum_vacuum_scale_factor = 0.05)')
    await pool.query('ALTER TABLE build_events SET (autovacuum_vacuum_scale_factor = 0.05)')
    await pool.query('ALTER TABLE conversation_messages SET (autovacuum_vacuum_scale_factor = 0.05)')
    // The document says tablename and indexname; the view of PostgreSQL has relname and indexrelname.
    const { rows } = await pool.query(
      `SELECT schemaname, relname, indexrelname, pg_size_pretty(pg_relation_size(indexrelid)) AS index_size
       FROM pg_stat_user_indexes ORDER BY pg_relation_size(indexrelid) DESC LIMIT 20`,
    )
    expect(rows).toHaveLength(20)
    await pool.query('REINDEX INDEX CONCURRENTLY idx_build_cache_manifest_hash')
    const rebuilt = await pool.query(
      `SELECT indisvalid, indisunique FROM pg_index WHERE indexrelid = 'idx_build_cache_manifest_hash'::regclass`,
    )
    expect(rebuilt.rows).toEqual([{ indisvalid: true, indisunique: true }])

    const tuned = await pool.query(
      `SELECT relname FROM pg_class WHERE reloptions @> '{autovacuum_vacuum_scale_factor=0.05}'`,
    )
    expect(tuned.rows.map(({ relname }) => relname).sort()).toEqual([
      'build_access_log',
      'build_events',
      'conversation_messages',
    ])
  })

  test('Background Jobs', async ({ url }) => {
    const jobs = buildOrchestrator.jobs.map(({ name, schedule, sql }) => [
      name,
      schedule,
      sql.replace('build_orchestrator.', ''),
    ])
    expect(jobs.slice(0, 6)).toEqual([
      ['expire-conversations', '0 */6 * * *', 'SELECT expire_old_conversations(24);'],
      ['revoke-credentials', '0 2 * * *', 'SELECT revoke_expired_credentials();'],
      ['expire-licenses', '0 1 * * *', 'SELECT expire_licenses();'],
      ['handle-timeouts', '* * * * *', 'SELECT handle_build_timeouts();'],
      ['cleanup-logs', '0 3 * * 0', 'SELECT cleanup_old_build_logs(90);'],
      ['purge-deleted', '0 4 * * 0', 'SELECT purge_soft_deleted_records(30);'],
    ])
    await as(
      url,
      `INSERT INTO conversations (customer_id, started_at) VALUES ('customer-456', now() - '2 days'::interval)`,
    )
    await as(url, `UPDATE build_results SET created_at = now() - '100 days'::interval, stdout_log = repeat('x', 2000)`)
    await as(
      url,
      `INSERT INTO customers (customer_id, organization_name, contact_email, deleted_at)
       VALUES ('customer-789', 'Initech', 'ops@initech.example', now() - '40 days'::interval)`,
    )

    const done: Row = {}
    for (const [name, , statement] of jobs) done[name ?? ''] = (await as(url, statement ?? '')).length

    expect(done).toEqual({
      'expire-conversations': 1,
      'revoke-credentials': 1,
      'expire-licenses': 1,
      'handle-timeouts': 0,
      'cleanup-logs': 1,
      'purge-deleted': 3,
      'create-partitions': 0,
    })
    expect(await as(url, `SELECT customer_id FROM customers WHERE customer_id = 'customer-789'`)).toEqual([])
    expect(await only(url, `SELECT status FROM licenses WHERE customer_id = 'customer-456'`)).toEqual({
      status: 'expired',
    })
  })

  test('Monitoring and Health Checks', async ({ url }) => {
    await as(
      url,
      `INSERT INTO registry_credentials (customer_id, registry_name, registry_url, registry_provider,
        username_encrypted, password_encrypted, encryption_key_id, last_validated_at, validation_status)
      VALUES ('customer-123', 'new', 'new.example', 'gcr', 'u', 'p', 'kms-1', now(), 'invalid')`,
    )

    expect(await only(url, `SELECT * FROM get_license_quota_usage('customer-123')`)).toMatchObject({
      builds_this_month: '2',
      remaining_builds: 8,
    })
    expect(await only(url, `SELECT pg_size_pretty(pg_database_size(current_database()))`)).toEqual({
      pg_size_pretty: expect.stringMatching(/MB$/),
    })
    expect(
      await as(
        url,
        `SELECT customer_id, tier, expires_at FROM licenses WHERE status = 'active' AND expires_at < NOW() + INTERVAL '7 days'`,
      ),
    ).toMatchObject([{ customer_id: 'customer-123', tier: 'pro' }])
    expect(
      await as(
        url,
        `SELECT customer_id, registry_name, validation_status, last_validated_at FROM registry_credentials
         WHERE is_active = TRUE AND validation_status = 'invalid'`,
      ),
    ).toMatchObject([{ customer_id: 'customer-123', registry_name: 'new' }])
  })

  test('Troubleshooting', async ({ pool }) => {
    const runner = createRunner({ stack, sessions: fromPool(pool) })
    await pool.query(`DELETE FROM schema_migrations WHERE version = '003'`)

    expect(await runner.applyMigrations()).toMatchObject({ success: true, errors: [] })
    expect((await pool.query(`SELECT version FROM schema_migrations WHERE version = '003'`)).rows).toHaveLength(1)
    expect((await pool.query('SELECT count(*)::integer AS messages FROM conversation_messages')).rows).toEqual([
      { messages: 4 },
    ])
    expect((await pool.query('SELECT * FROM pg_stat_user_tables')).rows.length).toBeGreaterThan(16)
  })
})
