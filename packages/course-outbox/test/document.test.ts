import { auth } from '@schemata/auth/schema'
import { defineStack } from '@schemata/contract'
import { courses } from '@schemata/courses/schema'
import { createTest } from '@schemata/testing'
import type { PoolClient } from 'pg'
import { expect } from 'vitest'

import { courseOutbox } from '../src/index.js'

// The document knows no schema name: its statements stand here as it words them, with
// its placeholders filled in.
const test = createTest(
  defineStack({
    packages: [auth, courses, courseOutbox],
    schemas: { courses: 'public', 'course-outbox': 'public' },
  }),
)

const USER = '00000000-0000-0000-0000-00000000000a'
const ORGANIZATION = '00000000-0000-0000-0000-0000000000aa'
const COURSE = '00000000-0000-0000-0000-000000000001'

/** What a Supabase host has besides: its own log of migrations, and pg_cron with our jobs scheduled. */
async function asOnTheHost(db: PoolClient) {
  await db.query(`
    CREATE SCHEMA supabase_migrations;
    CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text);
    CREATE SCHEMA cron;
    CREATE TABLE cron.job (jobid bigint GENERATED ALWAYS AS IDENTITY, jobname text UNIQUE, schedule text, command text);
    CREATE FUNCTION cron.unschedule(job_name text) RETURNS boolean LANGUAGE sql
      AS 'WITH gone AS (DELETE FROM cron.job WHERE jobname = job_name RETURNING 1) SELECT count(*) = 1 FROM gone';
  `)
  for (const { name, schedule, sql } of courseOutbox.jobs) {
    await db.query('INSERT INTO cron.job (jobname, schedule, command) VALUES ($1, $2, $3)', [name, schedule, sql])
  }
}

async function aTestCourse(db: PoolClient) {
  await db.query('INSERT INTO auth.users (id) VALUES ($1)', [USER])
  await db.query(`INSERT INTO organizations (id, name, slug) VALUES ($1, 'Org', 'org')`, [ORGANIZATION])
  await db.query(
    `INSERT INTO courses (id, title, slug, user_id, organization_id)
     VALUES ('${COURSE}', 'Test Course', 'test-course', '${USER}', '${ORGANIZATION}')`,
  )
}

const call = (key: string, jobs: string) => `
  SELECT initialize_fsm_with_outbox(
    p_entity_id := '${COURSE}',
    p_user_id := '${USER}',
    p_organization_id := '${ORGANIZATION}',
    p_idempotency_key := ${key},
    p_initiated_by := 'TEST',
    p_initial_state := 'stage_2_init',
    p_job_data := '${jobs}'::jsonb,
    p_metadata := '{}'::jsonb
  )`

test('verification: policies of the three tables', async ({ db }) => {
  const { rows } = await db.query(`
    SELECT tablename, policyname FROM pg_policies
    WHERE tablename IN ('job_outbox', 'idempotency_keys', 'fsm_events')
    ORDER BY policyname`)

  expect(rows).toEqual([
    { tablename: 'fsm_events', policyname: 'fsm_events_system_write' },
    { tablename: 'fsm_events', policyname: 'fsm_events_user_read' },
    { tablename: 'idempotency_keys', policyname: 'idempotency_keys_system_only' },
    { tablename: 'job_outbox', policyname: 'job_outbox_system_only' },
  ])
})

test('verification: tables, indexes and functions that psql lists by name', async ({ db }) => {
  const { rows } = await db.query(`
    SELECT relname AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relname IN ('job_outbox', 'idempotency_keys', 'fsm_events',
      'idx_job_outbox_unprocessed', 'idx_idempotency_expires', 'idx_fsm_events_entity')
    UNION ALL
    SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname IN ('initialize_fsm_with_outbox',
      'cleanup_expired_idempotency_keys', 'cleanup_old_outbox_entries')`)

  expect(rows).toHaveLength(9)
})

test('verification: the two scheduled jobs', async ({ db }) => {
  await asOnTheHost(db)

  const { rows } = await db.query(`
    SELECT jobname, schedule, command FROM cron.job
    WHERE jobname IN ('cleanup_expired_idempotency_keys', 'cleanup_old_outbox_entries')`)

  expect(rows).toMatchObject([
    { jobname: 'cleanup_expired_idempotency_keys', schedule: '0 3 * * *' },
    { jobname: 'cleanup_old_outbox_entries', schedule: '0 2 * * 0' },
  ])
  for (const { command } of rows) await db.query(command.replace('course_outbox.', ''))
})

test('verification: attributes of the function', async ({ db }) => {
  const { rows } = await db.query(`
    SELECT
      proname,
      prosecdef as is_security_definer,
      provolatile as volatility
    FROM pg_proc
    WHERE proname = 'initialize_fsm_with_outbox'`)

  expect(rows).toEqual([{ proname: 'initialize_fsm_with_outbox', is_security_definer: true, volatility: 'v' }])
})

test('testing: a course from its start to its deletion', async ({ db }) => {
  await aTestCourse(db)
  const key = `'test-migration-' || NOW()::text`

  const first = await db.query(call(key, '[{"queue": "test-queue", "data": {}, "options": {}}]'))
  expect((await db.query(`SELECT * FROM job_outbox WHERE entity_id = '${COURSE}'`)).rows).toMatchObject([
    { queue_name: 'test-queue', job_data: {}, job_options: {}, processed_at: null, attempts: 0 },
  ])
  expect((await db.query(`SELECT * FROM fsm_events WHERE entity_id = '${COURSE}'`)).rows).toMatchObject([
    { event_type: 'FSM_INITIALIZED', created_by: 'API', user_id: USER },
  ])
  expect((await db.query(`SELECT * FROM idempotency_keys WHERE key LIKE 'test-migration-%'`)).rows).toMatchObject([
    { entity_id: COURSE, result: first.rows[0].initialize_fsm_with_outbox },
  ])

  const again = await db.query(call(key, '[]'))
  expect(again.rows).toEqual(first.rows)
  expect((await db.query(`SELECT COUNT(*) FROM job_outbox WHERE entity_id = '${COURSE}'`)).rows).toEqual([
    { count: '1' },
  ])

  await db.query(`DELETE FROM courses WHERE id = '${COURSE}'`)
  for (const table of ['job_outbox', 'fsm_events', 'idempotency_keys']) {
    const { rows } = await db.query(`SELECT COUNT(*) FROM ${table} WHERE entity_id = '${COURSE}'`)
    expect(rows).toEqual([{ count: '0' }])
  }
})

test('testing: the expected result', async ({ db }) => {
  await aTestCourse(db)

  const { rows } = await db.query(call(`'test-' || NOW()::text`, '[]'))

  expect(rows[0].initialize_fsm_with_outbox).toEqual({
    fsmState: {
      entity_id: COURSE,
      state: 'stage_2_init',
      version: 1,
      created_by: USER,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    },
    outboxEntries: [],
  })
})

test.for([
  'SELECT COUNT(*) FROM job_outbox WHERE processed_at IS NULL;',
  `SELECT COUNT(*) FROM job_outbox
   WHERE processed_at >= NOW() - INTERVAL '1 hour';`,
  `SELECT AVG(EXTRACT(EPOCH FROM (processed_at - created_at))) as avg_seconds
   FROM job_outbox
   WHERE processed_at IS NOT NULL
     AND created_at >= NOW() - INTERVAL '1 hour';`,
  `SELECT event_type, COUNT(*) as count
   FROM fsm_events
   WHERE created_at >= NOW() - INTERVAL '1 hour'
   GROUP BY event_type;`,
  `SELECT created_by, COUNT(*) as count
   FROM fsm_events
   WHERE created_at >= NOW() - INTERVAL '1 hour'
   GROUP BY created_by;`,
  'SELECT COUNT(*) FROM idempotency_keys;',
])('health: %s', async (statement, { db }) => {
  await aTestCourse(db)
  await db.query(call(`'test-' || NOW()::text`, '[{"queue": "test-queue", "data": {}}]'))

  expect((await db.query(statement)).rows).toHaveLength(1)
})

test('troubleshooting: has the migration been applied', async ({ db }) => {
  await asOnTheHost(db)
  const { rows: before } = await db.query(`
    SELECT version, name FROM supabase_migrations.schema_migrations
    WHERE version = '20251118094238'`)
  expect(before).toEqual([])

  // What the README advises where operators look there.
  await db.query(`
    INSERT INTO supabase_migrations.schema_migrations (version, name)
    VALUES ('20251118094238', 'create_transactional_outbox_tables'),
           ('20251118095804', 'create_initialize_fsm_with_outbox_rpc')
    ON CONFLICT (version) DO NOTHING`)

  const { rows } = await db.query(`
    SELECT version, name FROM supabase_migrations.schema_migrations
    WHERE version = '20251118094238'`)
  expect(rows).toEqual([{ version: '20251118094238', name: 'create_transactional_outbox_tables' }])
})

test('troubleshooting: the dependency, the search path and the right to execute', async ({ db }) => {
  expect((await db.query(`SELECT tablename FROM pg_tables WHERE tablename = 'courses'`)).rows).toHaveLength(1)
  expect(
    (
      await db.query(`
        SELECT proname, prosecdef, proconfig
        FROM pg_proc
        WHERE proname = 'initialize_fsm_with_outbox'`)
    ).rows,
  ).toEqual([{ proname: 'initialize_fsm_with_outbox', prosecdef: true, proconfig: ['search_path=public, pg_temp'] }])
  expect(
    (
      await db.query(
        `SELECT has_function_privilege('authenticated', 'initialize_fsm_with_outbox(uuid, uuid, uuid, text, text, text, jsonb, jsonb)', 'EXECUTE');`,
      )
    ).rows,
  ).toEqual([{ has_function_privilege: true }])
})

test('rollback: function, tables and jobs go, without CASCADE and with rows in them', async ({ db }) => {
  await asOnTheHost(db)
  await aTestCourse(db)
  await db.query(call(`'test-' || NOW()::text`, '[{"queue": "test-queue", "data": {}}]'))

  await db.query('DROP FUNCTION IF EXISTS initialize_fsm_with_outbox;')
  await db.query(`
    DROP TABLE IF EXISTS fsm_events;
    DROP TABLE IF EXISTS idempotency_keys;
    DROP TABLE IF EXISTS job_outbox;`)
  await db.query(`
    SELECT cron.unschedule('cleanup_expired_idempotency_keys');
    SELECT cron.unschedule('cleanup_old_outbox_entries');`)

  const { rows } = await db.query(`
    SELECT jobname AS name FROM cron.job WHERE jobname LIKE '%idempotency%' OR jobname LIKE '%outbox%'
    UNION ALL
    SELECT relname FROM pg_class WHERE relname IN ('job_outbox', 'idempotency_keys', 'fsm_events')
    UNION ALL
    SELECT proname FROM pg_proc WHERE proname = 'initialize_fsm_with_outbox'`)
  expect(rows).toEqual([])
})
