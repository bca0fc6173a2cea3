import { randomUUID } from 'node:crypto'

import { defineStack, inSchema, type Queryable } from '@schemata/contract'
import { createTest } from '@schemata/testing'
import { expect } from 'vitest'

import { auditJobs, cancelJob, getJob, listThroughput, purgeJobs, reconcileJobs, recordEvents } from '../src/index.js'
import { aLifeCycle } from './events.js'

const test = createTest(defineStack({ packages: [auditJobs], schemas: { 'audit-jobs': 'public' } }))

const jobId = '00000000-0000-4000-8000-000000000001'

async function names(db: Queryable, sql: string): Promise<string[]> {
  return (await db.query(sql)).rows.map(({ name }) => name)
}

/** What the document's own programs do: write and read without naming a schema. */
async function writeAsDocumented(db: Queryable): Promise<void> {
  await db.query('SET LOCAL search_path = public')
  await db.query(
    `INSERT INTO jobs (job_id, bot_id, state, accepted_at, started_at, finished_at, meta, result, created_by, error_message)
     VALUES ($1, 'invoice-bot', 'failed', '2026-03-01 08:00Z', '2026-03-01 08:00:01Z', '2026-03-01 08:00:02.5Z',
       '{"a": 1}', '{"b": 2}', '{"name": "Ada", "role": "operator", "at": "2026-03-01"}', 'broke')`,
    [jobId],
  )
  await db.query(
    `INSERT INTO job_stages (job_id, stage_name, started_at, ended_at, status, meta, error) VALUES
       ($1, 'login', '2026-03-01 08:00:01Z', '2026-03-01 08:00:02Z', 'succeed', '{}', NULL),
       ($1, 'fill-form', '2026-03-01 08:00:02Z', '2026-03-01 08:00:02.25Z', 'fail', NULL, '{"message": "no"}')`,
    [jobId],
  )
}

test('tables have the columns of the document, with its types', async ({ db }) => {
  const columns = await names(
    db,
    `SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable) AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name IN ('jobs', 'job_stages')`,
  )

  expect(columns).toEqual(
    expect.arrayContaining([
      'jobs job_id uuid NO',
      'jobs bot_id text NO',
      'jobs state text NO',
      'jobs accepted_at timestamp with time zone NO',
      'jobs started_at timestamp with time zone YES',
      'jobs finished_at timestamp with time zone YES',
      'jobs meta jsonb YES',
      'jobs result jsonb YES',
      'jobs created_by jsonb YES',
      'jobs error_message text YES',
      'jobs duration_ms integer YES',
      'job_stages id bigint NO',
      'job_stages job_id uuid NO',
      'job_stages stage_name text NO',
      'job_stages started_at timestamp with time zone NO',
      'job_stages ended_at timestamp with time zone YES',
      'job_stages duration_ms integer YES',
      'job_stages status text NO',
      'job_stages meta jsonb YES',
      'job_stages error jsonb YES',
    ]),
  )
})

test('indexes and constraints bear the names of the document', async ({ db }) => {
  const indexes = await names(db, `SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'public'`)
  const constraints = await names(
    db,
    `SELECT conname AS name FROM pg_constraint WHERE connamespace = 'public'::regnamespace`,
  )

  expect(indexes).toEqual(
    expect.arrayContaining([
      'idx_jobs_bot_id',
      'idx_jobs_state',
      'idx_jobs_accepted_at',
      'idx_jobs_bot_id_state_accepted_at',
      'idx_job_stages_job_id',
      'idx_job_stages_stage_name',
      'idx_jobs_duration_ms',
      'idx_job_stages_duration_ms',
    ]),
  )
  expect(constraints).toEqual(
    expect.arrayContaining([
      'pk_jobs',
      'fk_job_stages_job_id',
      'jobs_state_check',
      'job_stages_status_check',
      'uq_job_stages_job_id_stage_name_started_at',
    ]),
  )
})

test('the views of the document give what it says of them', async ({ db }) => {
  await writeAsDocumented(db)

  expect((await db.query('SELECT * FROM job_metrics_by_bot')).rows).toEqual([
    {
      bot_id: 'invoice-bot',
      total_jobs: '1',
      succeeded_jobs: '0',
      failed_jobs: '1',
      avg_duration_seconds: '1.500',
      success_rate: '0.00',
    },
  ])
  const [recent] = (await db.query('SELECT * FROM recent_jobs')).rows
  expect(recent).toMatchObject({ job_id: jobId, duration_ms: 1500, stage_count: '2', error_message: 'broke' })
  expect(Number(recent.duration_seconds)).toBe(1.5)
  const columns = await names(
    db,
    `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'jobs'`,
  )
  expect(Object.keys(recent)).toEqual(expect.arrayContaining(columns))
  expect((await db.query('SELECT * FROM job_stage_summary ORDER BY stage_name')).rows).toMatchObject([
    { stage_name: 'fill-form', total_stages: '1', failed_stages: '1', avg_duration_seconds: '0.250' },
    { stage_name: 'login', total_stages: '1', succeeded_stages: '1', avg_duration_ms: '1000' },
  ])
})

test('recent_jobs stops at 100, the newest first', async ({ db }) => {
  await db.query(
    `INSERT INTO public.jobs (job_id, bot_id, state, accepted_at)
     SELECT gen_random_uuid(), 'b' || n, 'queued', now() - make_interval(mins => n) FROM generate_series(1, 120) AS n`,
  )

  const { rows } = await db.query('SELECT bot_id FROM public.recent_jobs')

  expect(rows).toHaveLength(100)
  expect([rows[0].bot_id, rows[99].bot_id]).toEqual(['b1', 'b100'])
})

test('the alias views answer older programs', async ({ db }) => {
  await writeAsDocumented(db)

  expect((await db.query('SELECT stage, status, duration_ms, error FROM v_job_stages ORDER BY stage')).rows).toEqual([
    { stage: 'fill-form', status: 'fail', duration_ms: 250, error: { message: 'no' } },
    { stage: 'login', status: 'succeed', duration_ms: 1000, error: null },
  ])
  expect((await db.query('SELECT stage_name, status, duration_ms FROM v_job_last_stage')).rows).toEqual([
    { stage_name: 'fill-form', status: 'fail', duration_ms: 250 },
  ])
  expect((await db.query('SELECT * FROM v_jobs_summary')).rows).toMatchObject([
    {
      job_id: jobId,
      total_seconds: 2,
      total_ms: 2500,
      last_stage: 'fill-form',
      last_stage_status: 'fail',
      stages_map: {
        login: { status: 'succeed', duration_ms: 1000 },
        'fill-form': { status: 'fail', duration_ms: 250 },
      },
    },
  ])
})

test.for<[finish: string | null, start: string | null, duration: number | null]>([
  [null, '2026-03-01 08:00Z', null],
  ['2026-03-01 08:00Z', null, null],
  ['2026-03-01 08:00:00.0014Z', '2026-03-01 08:00Z', 1],
  ['2026-03-01 08:00:00.0016Z', '2026-03-01 08:00Z', 2],
  ['2026-03-01 07:00Z', '2026-03-01 08:00Z', 0],
  ['2026-03-25 20:31:23.646Z', '2026-03-01 00:00Z', 2_147_483_646],
  ['2026-03-25 20:31:23.648Z', '2026-03-01 00:00Z', 2_147_483_647],
  ['9026-03-25 00:00Z', '2026-03-01 00:00Z', 2_147_483_647],
])('a job from %s back to %s took %s ms', async ([finish, start, duration], { db }) => {
  const { rows } = await db.query(
    `INSERT INTO public.jobs (job_id, bot_id, state, accepted_at, started_at, finished_at)
     VALUES (gen_random_uuid(), 'b', 'running', '2026-03-01', $1, $2) RETURNING duration_ms, run_ms`,
    [start, finish],
  )

  expect(rows).toEqual([{ duration_ms: duration, run_ms: duration }])
})

test.for([
  ['jobs_state_check', `UPDATE public.jobs SET state = 'cancelled'`],
  ['job_stages_status_check', `UPDATE public.job_stages SET status = 'succeeded'`],
  ['ck_jobs_created_by', `UPDATE public.jobs SET created_by = '"Ada"'`],
  ['ck_jobs_attempt', 'UPDATE public.jobs SET attempt = 0'],
  ['fk_job_stages_job_id', 'UPDATE public.job_stages SET job_id = gen_random_uuid()'],
] as const)('%s holds', async ([constraint, statement], { db }) => {
  await writeAsDocumented(db)

  await expect(db.query(statement)).rejects.toMatchObject({ constraint })
})

test('nobody but the database writes durations', async ({ db }) => {
  await writeAsDocumented(db)

  await expect(db.query('UPDATE public.jobs SET duration_ms = 1')).rejects.toMatchObject({ code: '428C9' })
})

test('migrations_log lists every step, without the reset', async ({ db }) => {
  expect(await names(db, 'SELECT version AS name FROM public.migrations_log ORDER BY version')).toEqual(
    auditJobs.migrations.steps.map(({ version }) => version),
  )
})

test('accessors work on an install under another name', async ({ db }) => {
  const elsewhere = inSchema(db, auditJobs, 'public')
  const id = randomUUID()

  expect(await recordEvents(elsewhere, { events: aLifeCycle(id) })).toMatchObject({ changedStages: 2, rejected: [] })
  expect(await getJob(elsewhere, { jobId: id })).toMatchObject({ state: 'succeeded' })
  expect(await cancelJob(elsewhere, { jobId: id })).toMatchObject({ reason: 'succeeded' })
  expect(await reconcileJobs(elsewhere, { startedBefore: new Date() })).toEqual([])
  expect(await listThroughput(elsewhere, { by: 'month', year: 2026 })).toHaveLength(12)
  expect(await purgeJobs(elsewhere, { olderThanDays: 1 })).toBeTypeOf('number')
})
