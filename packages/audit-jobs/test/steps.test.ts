import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'

import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { auditJobs, getJob, recordEvents } from '../src/index.js'
import { inEmptyDatabase } from './empty-database.js'
import { aLifeCycle } from './events.js'
import { test } from './test.js'

const { steps } = auditJobs.migrations

const reset = readFileSync(new URL('../dev/004_reset_schema.sql', import.meta.url), 'utf8')
const sample = readFileSync(new URL('../dev/sample_data.sql', import.meta.url), 'utf8')

/** Every object of the schema with its definition, as PostgreSQL states it. */
const CATALOG = `
  SELECT 'relation' AS kind, rel.relname AS name, concat(rel.relkind, rel.reloptions, coalesce(rel.relacl, acldefault('r', rel.relowner)), obj_description(rel.oid)) AS definition
  FROM pg_class AS rel WHERE rel.relnamespace = to_regnamespace('audit_jobs') AND rel.relkind <> 'c'
  UNION ALL
  SELECT 'column', rel.relname || '.' || att.attname,
    concat_ws(' ', format_type(att.atttypid, att.atttypmod), att.attnotnull, pg_get_expr(def.adbin, def.adrelid),
      col_description(rel.oid, att.attnum), att.attacl)
  FROM pg_class AS rel
  JOIN pg_attribute AS att ON att.attrelid = rel.oid AND att.attnum > 0 AND NOT att.attisdropped
  LEFT JOIN pg_attrdef AS def ON def.adrelid = rel.oid AND def.adnum = att.attnum
  WHERE rel.relnamespace = to_regnamespace('audit_jobs') AND rel.relkind IN ('r', 'v')
  UNION ALL
  SELECT 'constraint', conname, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = to_regnamespace('audit_jobs')
  UNION ALL
  SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'audit_jobs'
  UNION ALL
  SELECT 'view', viewname, definition FROM pg_views WHERE schemaname = 'audit_jobs'
  UNION ALL
  SELECT 'function', oid::regprocedure::text, concat(pg_get_functiondef(oid), proacl)
  FROM pg_proc WHERE pronamespace = to_regnamespace('audit_jobs')
  ORDER BY 1, 2, 3
`

async function catalog(db: Queryable): Promise<unknown[]> {
  return (await db.query(CATALOG)).rows
}

/** Statement by statement, each committed by itself, as the document's loop over the files does with psql. */
async function applyAll(db: Queryable): Promise<void> {
  for (const { up } of steps) {
    for (const [index, start] of up.statements.entries()) await db.query(up.sql.slice(start, up.statements[index + 1]))
  }
}

test('the steps of the document come first, and its reset is not among them', () => {
  expect(steps.slice(0, 5).map(({ version, name }) => `${version}_${name}`)).toEqual([
    '001_init',
    '002_views',
    '003_alias_views',
    '005_ms_durations',
    '006_job_stages_dedupe',
  ])
  expect(steps.map(({ version }) => version)).not.toContain('004')
})

test('each step goes up, down to where it came from, and up again', async ({ url }) => {
  await inEmptyDatabase(url, async (db) => {
    for (const { up, down } of steps) {
      const before = await catalog(db)
      await db.query(up.sql)
      const after = await catalog(db)
      expect(after).not.toEqual(before)

      await db.query(down?.sql ?? '')
      expect(await catalog(db)).toEqual(before)

      await db.query(up.sql)
      expect(await catalog(db)).toEqual(after)
    }
    for (const { down } of steps.toReversed()) await db.query(down?.sql ?? '')
    expect((await db.query(`SELECT to_regnamespace('audit_jobs') AS schema`)).rows).toEqual([{ schema: null }])
  })
})

test('a second pass of the loop over all files keeps every row and every object', async ({ url }) => {
  await inEmptyDatabase(url, async (db) => {
    await applyAll(db)
    const jobId = randomUUID()
    await recordEvents(db, { events: aLifeCycle(jobId) })
    const before = [await catalog(db), await getJob(db, { jobId })]

    await applyAll(db)

    expect([await catalog(db), await getJob(db, { jobId })]).toEqual(before)
  })
})

test('a table of the same name in another schema is in nobody’s way', async ({ url }) => {
  await inEmptyDatabase(url, async (db) => {
    await db.query('CREATE TABLE public.jobs (id integer); CREATE TABLE public.job_stages (id integer)')
    await db.query('CREATE TYPE public.job_state AS ENUM (); CREATE INDEX idx_jobs_state ON public.jobs (id)')

    await applyAll(db)

    expect((await db.query('SELECT run_ms FROM audit_jobs.jobs')).rows).toEqual([])
  })
})

test('006 removes duplicates, keeps the most complete row and lets none back in', async ({ url }) => {
  await inEmptyDatabase(url, async (db) => {
    for (const { up } of steps.slice(0, 4)) await db.query(up.sql)
    await db.query(`
      INSERT INTO audit_jobs.jobs (job_id, bot_id, state, accepted_at)
      VALUES ('00000000-0000-4000-8000-000000000001', 'b', 'running', '2026-03-01 08:00Z');
      INSERT INTO audit_jobs.job_stages (id, job_id, stage_name, started_at, ended_at, status, meta) VALUES
        (1, '00000000-0000-4000-8000-000000000001', 'login', '2026-03-01 08:00Z', NULL, 'start', '{"a": 1}'),
        (2, '00000000-0000-4000-8000-000000000001', 'login', '2026-03-01 08:00Z', NULL, 'start', NULL),
        (3, '00000000-0000-4000-8000-000000000001', 'login', '2026-03-01 08:00Z', '2026-03-01 08:01Z', 'fail', NULL),
        (4, '00000000-0000-4000-8000-000000000001', 'login', '2026-03-01 08:00Z', '2026-03-01 08:01Z', 'fail', '{"a": 2}'),
        (5, '00000000-0000-4000-8000-000000000001', 'login', '2026-03-01 09:00Z', NULL, 'start', NULL),
        (6, '00000000-0000-4000-8000-000000000001', 'form', '2026-03-01 08:00Z', '2026-03-01 08:00Z', 'start', NULL),
        (7, '00000000-0000-4000-8000-000000000001', 'form', '2026-03-01 08:00Z', '2026-03-01 08:01Z', 'succeed', NULL)`)

    await db.query(steps[4]?.up.sql ?? '')

    const { rows } = await db.query('SELECT id::integer FROM audit_jobs.job_stages ORDER BY id')
    expect(rows.map(({ id }) => id)).toEqual([4, 5, 7])
    await expect(
      db.query(`INSERT INTO audit_jobs.job_stages (job_id, stage_name, started_at, status)
                SELECT job_id, stage_name, started_at, 'start' FROM audit_jobs.job_stages`),
    ).rejects.toMatchObject({ constraint: 'uq_job_stages_job_id_stage_name_started_at' })
  })
})

test('the reset refuses a session that does not say it is one of development', async ({ url }) => {
  await inEmptyDatabase(url, async (db) => {
    await applyAll(db)

    await expect(db.query(reset)).rejects.toMatchObject({ code: 'JA001' })
    await db.query(`SET schemata.environment = 'production'`)
    await expect(db.query(reset)).rejects.toMatchObject({ code: 'JA001' })

    expect((await db.query('SELECT job_id FROM audit_jobs.jobs')).rows).toEqual([])
  })
})

test('the reset removes all that the package owns and nothing else, and the steps apply again', async ({ url }) => {
  await inEmptyDatabase(url, async (db) => {
    await applyAll(db)
    const before = await catalog(db)
    await db.query('CREATE TABLE audit_jobs.notes (id integer)')
    await db.query(`SET schemata.environment = 'development'`)

    await db.query(reset)
    const left = await db.query(`SELECT relname FROM pg_class WHERE relnamespace = 'audit_jobs'::regnamespace`)
    expect(left.rows).toEqual([{ relname: 'notes' }])
    const functions = await db.query(`SELECT FROM pg_proc WHERE pronamespace = 'audit_jobs'::regnamespace`)
    expect(functions.rows).toEqual([])
    await db.query(reset)

    await db.query('DROP TABLE audit_jobs.notes')
    await applyAll(db)
    expect(await catalog(db)).toEqual(before)
  })
})

test('sample data goes in once', async ({ db }) => {
  await db.query(sample)
  await db.query(sample)

  const { rows } = await db.query(`
    SELECT (SELECT count(*) FROM audit_jobs.jobs)::integer AS jobs,
      (SELECT count(*) FROM audit_jobs.job_stages)::integer AS stages`)
  expect(rows).toEqual([{ jobs: 5, stages: 5 }])
})
