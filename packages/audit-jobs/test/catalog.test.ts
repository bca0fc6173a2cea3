import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { test } from './test.js'

async function names(db: Queryable, sql: string): Promise<string[]> {
  return (await db.query(sql)).rows.map(({ name }) => name)
}

test('every table, column, view and function has a comment', async ({ db }) => {
  const silent = await names(
    db,
    `SELECT rel.relname || coalesce('.' || att.attname, '') AS name
     FROM pg_class AS rel
     LEFT JOIN pg_attribute AS att
       ON att.attrelid = rel.oid AND att.attnum > 0 AND NOT att.attisdropped AND rel.relkind = 'r'
     WHERE rel.relnamespace = 'audit_jobs'::regnamespace AND rel.relkind IN ('r', 'v')
       AND (obj_description(rel.oid, 'pg_class') IS NULL
         OR (att.attnum IS NOT NULL AND col_description(rel.oid, att.attnum) IS NULL))
     UNION ALL
     SELECT proname FROM pg_proc
     WHERE pronamespace = 'audit_jobs'::regnamespace AND obj_description(oid, 'pg_proc') IS NULL`,
  )

  expect(silent).toEqual([])
})

test('every function pins its search path, runs with its caller’s rights and is closed to everyone', async ({ db }) => {
  const { rows } = await db.query(
    `SELECT proconfig, prosecdef, has_function_privilege('public', oid, 'EXECUTE') AS open
     FROM pg_proc WHERE pronamespace = 'audit_jobs'::regnamespace`,
  )

  expect(rows).toHaveLength(4)
  for (const row of rows) {
    expect(row).toEqual({ proconfig: ['search_path=audit_jobs, pg_temp'], prosecdef: false, open: false })
  }
})

test('every view asks for the rights of its reader', async ({ db }) => {
  const { rows } = await db.query(
    `SELECT reloptions FROM pg_class WHERE relnamespace = 'audit_jobs'::regnamespace AND relkind = 'v'`,
  )

  expect(rows).toHaveLength(6)
  for (const { reloptions } of rows) expect(reloptions).toEqual(['security_invoker=true'])
})

test('every foreign key has an index, and no index is invalid', async ({ db }) => {
  const missing = await names(
    db,
    `SELECT con.conname AS name FROM pg_constraint AS con
     WHERE con.connamespace = 'audit_jobs'::regnamespace AND con.contype = 'f' AND NOT EXISTS (
       SELECT FROM pg_index AS ix
       WHERE ix.indrelid = con.conrelid AND ix.indkey[0] = con.conkey[1] AND ix.indpred IS NULL AND ix.indisvalid
     )`,
  )

  expect(missing).toEqual([])
})
