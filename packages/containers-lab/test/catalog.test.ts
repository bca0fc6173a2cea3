import { expect } from 'vitest'

import { rowsOf } from './builders.js'
import { test } from './test.js'

const FOREIGN_KEYS_WITHOUT_INDEX = `
  SELECT con.conname AS name
  FROM pg_constraint AS con
  WHERE con.connamespace = 'containers_lab'::regnamespace AND con.contype = 'f'
    AND NOT EXISTS (
      SELECT FROM pg_index AS ix
      WHERE ix.indrelid = con.conrelid AND ix.indkey[0] = con.conkey[1] AND ix.indisvalid
        AND (ix.indpred IS NULL OR pg_get_expr(ix.indpred, ix.indrelid) LIKE '(% IS NOT NULL)')
    )`

const names = async (db: Parameters<typeof rowsOf>[0], sql: string) => (await rowsOf(db, sql)).map(({ name }) => name)

test('every foreign key has an index', async ({ db }) => {
  expect(await names(db, FOREIGN_KEYS_WITHOUT_INDEX)).toEqual([])
})

test('every table, column, view and function has a comment', async ({ db }) => {
  const silent = await names(
    db,
    `SELECT rel.relname || coalesce('.' || att.attname, '') AS name
     FROM pg_class AS rel
     LEFT JOIN pg_attribute AS att ON att.attrelid = rel.oid AND att.attnum > 0 AND NOT att.attisdropped AND rel.relkind = 'r'
     WHERE rel.relnamespace = 'containers_lab'::regnamespace AND rel.relkind IN ('r', 'v', 'm')
       AND (obj_description(rel.oid, 'pg_class') IS NULL
         OR (att.attnum IS NOT NULL AND col_description(rel.oid, att.attnum) IS NULL))
     UNION ALL
     SELECT proname FROM pg_proc
     WHERE pronamespace = 'containers_lab'::regnamespace AND obj_description(oid, 'pg_proc') IS NULL`,
  )

  expect(silent).toEqual([])
})

test('every function pins its search path and all but one are closed to everyone', async ({ db }) => {
  const rows = await rowsOf(
    db,
    `SELECT proname, proconfig, has_function_privilege('public', oid, 'EXECUTE') AS open
     FROM pg_proc WHERE pronamespace = 'containers_lab'::regnamespace`,
  )

  for (const { proconfig } of rows) expect(proconfig).toContain('search_path=containers_lab, pg_temp')
  // The default of a column is evaluated with the rights of whoever inserts.
  expect(rows.filter(({ open }) => open).map(({ proname }) => proname)).toEqual(['creating_status_id'])
})

test('every view asks for the rights of its reader', async ({ db }) => {
  const rows = await rowsOf(
    db,
    `SELECT relname, reloptions FROM pg_class
     WHERE relnamespace = 'containers_lab'::regnamespace AND relkind = 'v' ORDER BY relname`,
  )

  const reloptions = ['security_invoker=true']
  expect(rows.map(({ relname }) => relname)).toEqual(expect.arrayContaining(['audit_entries', 'employee_tracking']))
  for (const row of rows) expect(row).toMatchObject({ reloptions })
})

test('no two indexes of a table are equal, and none is invalid', async ({ db }) => {
  const twins = await names(
    db,
    `SELECT string_agg(indexrelid::regclass::text, ' ') AS name FROM pg_index
     WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'containers_lab'::regnamespace)
     GROUP BY indrelid, indkey::text, indclass::text, indoption::text, coalesce(indexprs::text, ''), coalesce(indpred::text, '')
     HAVING count(*) > 1`,
  )

  expect(twins).toEqual([])
  expect(await names(db, 'SELECT indexrelid::regclass::text AS name FROM pg_index WHERE NOT indisvalid')).toEqual([])
})

test('the documented triggers are there', async ({ db }) => {
  const documented = [
    'tsvectorupdate',
    'trg_assignment_history',
    'trg_assignment_notify',
    'trg_container_status_transition',
  ]
  const found = await names(db, `SELECT tgname AS name FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'`)

  expect(found).toEqual(expect.arrayContaining(documented))
})

test('documented functions take and return what is documented', async ({ db }) => {
  const signatures = await names(
    db,
    `SELECT format('%s(%s) %s', proname, pg_get_function_arguments(oid), pg_get_function_result(oid)) AS name
     FROM pg_proc WHERE pronamespace = 'containers_lab'::regnamespace AND proname IN (
       'acquire_advisory_lock', 'release_advisory_lock', 'check_and_reserve_quota', 'reserve_container_row', 'record_snapshot',
       'promote_template_version', 'generate_usage_export', 'refresh_monitoring_materialized_views', 'move_old_audit_logs',
       'purge_old_metrics', 'courses_tsv_trigger', 'app_audit_trigger', 'assignment_status_history',
       'assignment_notify_trigger', 'enforce_container_status_transition')
     ORDER BY proname`,
  )

  expect(signatures).toEqual([
    'acquire_advisory_lock(p_key bigint, p_timeout integer DEFAULT 10) boolean',
    'app_audit_trigger() trigger',
    'assignment_notify_trigger() trigger',
    'assignment_status_history() trigger',
    'check_and_reserve_quota(p_user_id integer, p_team_id integer, p_cores integer, p_memory_mb bigint, p_disk_mb bigint) boolean',
    'courses_tsv_trigger() trigger',
    'enforce_container_status_transition() trigger',
    'generate_usage_export(p_start date, p_end date, p_user_id integer) integer',
    'move_old_audit_logs(p_days integer) void',
    'promote_template_version(p_template_id integer, p_version_id integer) void',
    'purge_old_metrics(p_days integer) void',
    'record_snapshot(p_container_id integer, p_snapshot_name text, p_created_by integer, p_notes text) void',
    'refresh_monitoring_materialized_views() void',
    'release_advisory_lock(p_key bigint) boolean',
    'reserve_container_row(p_user_id integer, p_team_id integer, p_template_id integer, p_image text, p_cpu integer, p_memory_mb integer, p_disk_mb integer) integer',
  ])
})
