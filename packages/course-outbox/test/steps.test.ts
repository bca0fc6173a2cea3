import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { courseOutbox, initializeFsmWithOutbox } from '../src/index.js'
import { aCourse, aStart } from './builders.js'
import { test } from './test.js'

const { steps } = courseOutbox.migrations

/** Every object of the schema with its definition, as PostgreSQL states it; empty where there is no such schema. */
const CATALOG = `
  SELECT 'relation' AS kind, rel.relname::text AS name, concat(rel.relkind, rel.reloptions, rel.relrowsecurity, rel.relacl) AS definition
  FROM pg_class AS rel WHERE rel.relnamespace = to_regnamespace('course_outbox') AND rel.relkind <> 'S'
  UNION ALL
  SELECT 'column', rel.relname || '.' || att.attname,
    concat_ws(' ', format_type(att.atttypid, att.atttypmod), att.attnotnull, att.attidentity,
      pg_get_expr(def.adbin, def.adrelid), col_description(rel.oid, att.attnum))
  FROM pg_class AS rel
  JOIN pg_attribute AS att ON att.attrelid = rel.oid AND att.attnum > 0 AND NOT att.attisdropped
  LEFT JOIN pg_attrdef AS def ON def.adrelid = rel.oid AND def.adnum = att.attnum
  WHERE rel.relnamespace = to_regnamespace('course_outbox') AND rel.relkind = 'r'
  UNION ALL
  SELECT 'constraint', conname, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = to_regnamespace('course_outbox')
  UNION ALL
  SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'course_outbox'
  UNION ALL
  SELECT 'function', oid::regprocedure::text, concat(pg_get_functiondef(oid), proacl, obj_description(oid, 'pg_proc'))
  FROM pg_proc WHERE pronamespace = to_regnamespace('course_outbox')
  UNION ALL
  SELECT 'policy', polrelid::regclass::text || polname, concat(polcmd, pg_get_expr(polqual, polrelid), polroles::regrole[])
  FROM pg_policy
  UNION ALL
  SELECT 'trigger', tgname, concat(pg_get_triggerdef(trg.oid), tgenabled)
  FROM pg_trigger AS trg JOIN pg_class AS rel ON rel.oid = tgrelid
  WHERE NOT tgisinternal AND rel.relnamespace = to_regnamespace('course_outbox')
  ORDER BY 1, 2, 3
`

async function revertAll(db: Queryable) {
  for (const step of steps.toReversed()) await db.query(step.down?.sql ?? '')
}

test('the document lists two steps, in this order', () => {
  expect(steps.slice(0, 2).map(({ version, name }) => `${version}_${name}`)).toEqual([
    '20251118094238_create_transactional_outbox_tables',
    '20251118095804_create_initialize_fsm_with_outbox_rpc',
  ])
})

test('each step goes up, down to where it came from, and up again', async ({ db }) => {
  await revertAll(db)
  for (const step of steps) {
    const before = (await db.query(CATALOG)).rows
    await db.query(step.up.sql)
    const after = (await db.query(CATALOG)).rows
    expect(after.length).toBeGreaterThan(before.length)

    await db.query(step.down?.sql ?? '')
    expect((await db.query(CATALOG)).rows).toEqual(before)

    await db.query(step.up.sql)
    expect((await db.query(CATALOG)).rows).toEqual(after)
  }
  await revertAll(db)
  expect((await db.query(`SELECT to_regnamespace('course_outbox') AS schema`)).rows).toEqual([{ schema: null }])
})

test('the two steps of the document make three tables with eight indexes, and a start works on them alone', async ({
  db,
}) => {
  const course = await aCourse(db)
  await revertAll(db)
  for (const step of steps.slice(0, 2)) await db.query(step.up.sql)

  const { rows } = await db.query(
    `SELECT tablename, count(*)::int AS indexes FROM pg_indexes
     WHERE schemaname = 'course_outbox' AND indexname NOT LIKE 'pk\\_%' GROUP BY tablename ORDER BY tablename`,
  )
  expect(rows).toEqual([
    { tablename: 'fsm_events', indexes: 3 },
    { tablename: 'idempotency_keys', indexes: 2 },
    { tablename: 'job_outbox', indexes: 3 },
  ])
  const start = aStart(course)
  const first = await initializeFsmWithOutbox(db, start)
  expect(first).toMatchObject({ fsmState: { version: 1 }, outboxEntries: [{ queueName: 'document_processing' }] })
  expect(await initializeFsmWithOutbox(db, start)).toEqual(first)
})

test('later steps take over what the first ones stored', async ({ db }) => {
  const course = await aCourse(db)
  await revertAll(db)
  for (const step of steps.slice(0, 2)) await db.query(step.up.sql)
  const start = aStart(course)
  const first = await initializeFsmWithOutbox(db, start)

  for (const step of steps.slice(2)) await db.query(step.up.sql)

  expect(await initializeFsmWithOutbox(db, start)).toEqual(first)
  const { rows } = await db.query('SELECT target_queue FROM course_outbox.job_outbox WHERE entity_id = $1', [
    course.entityId,
  ])
  expect(rows).toEqual([{ target_queue: 'course-generation' }])
})

test('replaying the step of the tables does no harm', async ({ db }) => {
  await initializeFsmWithOutbox(db, aStart(await aCourse(db)))
  const before = (await db.query(CATALOG)).rows

  await db.query(steps[0]?.up.sql ?? '')

  expect((await db.query(CATALOG)).rows).toEqual(before)
  expect((await db.query('SELECT FROM course_outbox.job_outbox')).rowCount).toBe(1)
})
