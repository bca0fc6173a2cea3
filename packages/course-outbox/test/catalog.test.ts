import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { test } from './test.js'

async function names(db: Queryable, sql: string): Promise<string[]> {
  const { rows } = await db.query(sql)
  return rows.map((row) => row.name)
}

test('every foreign key has an index that begins with its column and holds every row', async ({ db }) => {
  const missing = await names(
    db,
    `SELECT con.conname AS name
     FROM pg_constraint AS con
     WHERE con.connamespace = 'course_outbox'::regnamespace AND con.contype = 'f'
       AND NOT EXISTS (
         SELECT FROM pg_index AS ix
         JOIN pg_attribute AS att ON att.attrelid = con.conrelid AND att.attnum = con.conkey[1]
         WHERE ix.indrelid = con.conrelid AND ix.indkey[0] = con.conkey[1]
           AND (ix.indpred IS NULL
             -- A null refers to nothing, so an index may leave it out.
             OR pg_get_expr(ix.indpred, ix.indrelid) = format('(%I IS NOT NULL)', att.attname))
       )`,
  )

  expect(missing).toEqual([])
})

test('every table, column, view and function has a comment', async ({ db }) => {
  const silent = await names(
    db,
    `SELECT rel.relname || coalesce('.' || att.attname, '') AS name
     FROM pg_class AS rel
     LEFT JOIN pg_attribute AS att ON att.attrelid = rel.oid AND att.attnum > 0 AND rel.relkind = 'r'
     WHERE rel.relnamespace = 'course_outbox'::regnamespace AND rel.relkind IN ('r', 'v')
       AND (obj_description(rel.oid, 'pg_class') IS NULL
         OR (att.attnum IS NOT NULL AND col_description(rel.oid, att.attnum) IS NULL))
     UNION ALL
     SELECT proname FROM pg_proc
     WHERE pronamespace = 'course_outbox'::regnamespace AND obj_description(oid, 'pg_proc') IS NULL`,
  )

  expect(silent).toEqual([])
})

test('every function pins its search path', async ({ db }) => {
  const { rows } = await db.query(
    `SELECT proname, proconfig, has_function_privilege('public', oid, 'EXECUTE') AS open
     FROM pg_proc WHERE pronamespace = 'course_outbox'::regnamespace`,
  )

  expect(rows.length).toBeGreaterThan(15)
  for (const { proconfig, open } of rows) {
    expect(proconfig[0]).toBe('search_path=course_outbox, pg_temp')
    expect(open).toBe(false)
  }
})

test('these functions, and no others, run as their owner', async ({ db }) => {
  const definers = await names(
    db,
    `SELECT proname AS name FROM pg_proc
     WHERE pronamespace = 'course_outbox'::regnamespace AND prosecdef ORDER BY proname`,
  )

  expect(definers).toEqual([
    'cleanup_expired_idempotency_keys',
    'cleanup_old_outbox_entries',
    'initialize_fsm_with_outbox',
    'transition_generation',
  ])
})

test('there is one initialize_fsm_with_outbox, with the documented arguments', async ({ db }) => {
  const signatures = await names(
    db,
    `SELECT concat(pg_get_function_arguments(oid), ' -> ', pg_get_function_result(oid)) AS name
     FROM pg_proc WHERE proname = 'initialize_fsm_with_outbox'`,
  )

  expect(signatures).toEqual([
    "p_entity_id uuid, p_user_id uuid, p_organization_id uuid, p_idempotency_key text, p_initiated_by text, p_initial_state text, p_job_data jsonb, p_metadata jsonb DEFAULT '{}'::jsonb -> jsonb",
  ])
})

test('nothing outside a document table depends on it', async ({ db }) => {
  const dependents = await names(
    db,
    `SELECT pg_describe_object(dep.classid, dep.objid, dep.objsubid) AS name
     FROM pg_depend AS dep
     JOIN pg_class AS rel ON dep.refclassid = 'pg_class'::regclass AND rel.oid = dep.refobjid
     WHERE rel.oid IN ('course_outbox.job_outbox'::regclass, 'course_outbox.idempotency_keys'::regclass,
         'course_outbox.fsm_events'::regclass)
       AND dep.deptype = 'n' AND dep.classid <> 'pg_constraint'::regclass
       AND NOT EXISTS (SELECT FROM pg_policy WHERE oid = dep.objid)`,
  )

  expect(dependents).toEqual([])
})

test('the step of the tables makes the eight documented indexes, and others come later', async ({ db }) => {
  const indexes = await names(
    db,
    `SELECT indexname AS name FROM pg_indexes
     WHERE schemaname = 'course_outbox' AND indexname NOT LIKE 'pk\\_%' ORDER BY indexname`,
  )

  expect(indexes).toEqual([
    'idx_fsm_events_entity',
    'idx_fsm_events_recent',
    'idx_fsm_events_type',
    'idx_fsm_events_user',
    'idx_idempotency_entity',
    'idx_idempotency_expires',
    'idx_job_outbox_cleanup',
    'idx_job_outbox_dead',
    'idx_job_outbox_due',
    'idx_job_outbox_entity',
    'idx_job_outbox_leases',
    'idx_job_outbox_order',
    'idx_job_outbox_order_receipts',
    'idx_job_outbox_ready',
    'idx_job_outbox_receipts',
    'idx_job_outbox_unprocessed',
    'idx_metric_minutes_minute',
  ])
})

test('row security is on, and not forced upon the owner', async ({ db }) => {
  const { rows } = await db.query(
    `SELECT relrowsecurity AS on, relforcerowsecurity AS forced FROM pg_class
     WHERE relnamespace = 'course_outbox'::regnamespace AND relkind = 'r'`,
  )

  expect(rows).toEqual(Array.from({ length: 6 }, () => ({ on: true, forced: false })))
})

test('every constraint bears a name by the rules, or one that is published', async ({ db }) => {
  const odd = await names(
    db,
    `SELECT con.conname AS name FROM pg_constraint AS con
     WHERE con.connamespace = 'course_outbox'::regnamespace
       AND con.contype IN ('p', 'u', 'f', 'c') AND con.conname !~ '^(pk|uq|fk|ck)_'`,
  )

  expect(odd).toEqual([])
})
