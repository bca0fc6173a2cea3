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
     WHERE con.connamespace = 'build_orchestrator'::regnamespace AND con.contype = 'f'
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
     WHERE rel.relnamespace = 'build_orchestrator'::regnamespace AND rel.relkind IN ('r', 'v')
       AND (obj_description(rel.oid, 'pg_class') IS NULL
         OR (att.attnum IS NOT NULL AND col_description(rel.oid, att.attnum) IS NULL))
     UNION ALL
     SELECT proname FROM pg_proc
     WHERE pronamespace = 'build_orchestrator'::regnamespace AND obj_description(oid, 'pg_proc') IS NULL`,
  )

  expect(silent).toEqual([])
})

test('every function pins its search path and is closed to everyone', async ({ db }) => {
  const { rows } = await db.query(
    `SELECT proname, proconfig, prosecdef, has_function_privilege('public', oid, 'EXECUTE') AS open
     FROM pg_proc WHERE pronamespace = 'build_orchestrator'::regnamespace`,
  )

  expect(rows).toHaveLength(17)
  for (const row of rows) {
    expect(row).toMatchObject({ proconfig: ['search_path=build_orchestrator, pg_temp'], prosecdef: false, open: false })
  }
})

test('every view asks for the rights of its reader', async ({ db }) => {
  const { rows } = await db.query(
    `SELECT relname, reloptions FROM pg_class
     WHERE relnamespace = 'build_orchestrator'::regnamespace AND relkind = 'v'`,
  )

  expect(rows).toHaveLength(7)
  for (const { reloptions } of rows) expect(reloptions).toEqual(['security_invoker=true'])
})

test('every constraint bears a name by the rules, or one that is published', async ({ db }) => {
  const odd = await names(
    db,
    `SELECT con.conname AS name FROM pg_constraint AS con
     WHERE con.connamespace = 'build_orchestrator'::regnamespace
       AND con.contype IN ('p', 'u', 'f', 'c') AND con.conname !~ '^(pk|uq|fk|ck)_'`,
  )

  expect(odd).toEqual([])
})

test('no index is invalid, and the optional trigger alone is switched off', async ({ db }) => {
  expect(await names(db, 'SELECT indexrelid::regclass::text AS name FROM pg_index WHERE NOT indisvalid')).toEqual([])

  const off = await names(
    db,
    `SELECT trg.tgname AS name FROM pg_trigger AS trg JOIN pg_class AS rel ON rel.oid = trg.tgrelid
     WHERE rel.relnamespace = 'build_orchestrator'::regnamespace AND trg.tgenabled = 'D'`,
  )
  expect(off).toEqual(['trigger_validate_build_queue_insert'])
})

test('functions take and return what is documented', async ({ db }) => {
  const signatures = await names(
    db,
    `SELECT format('%s(%s) %s', proname, pg_get_function_arguments(oid), pg_get_function_result(oid)) AS name
     FROM pg_proc WHERE pronamespace = 'build_orchestrator'::regnamespace ORDER BY proname`,
  )

  expect(signatures).toMatchInlineSnapshot(`
    [
      "cleanup_old_build_logs(p_retention_days integer DEFAULT 90) TABLE(deleted_count bigint)",
      "expire_licenses() TABLE(license_id uuid, customer_id character varying, expired_at timestamp with time zone)",
      "expire_old_conversations(p_inactive_hours integer DEFAULT 24) TABLE(conversation_id uuid, customer_email character varying, abandoned_at timestamp with time zone)",
      "get_cache_hit_rate(p_customer_id character varying DEFAULT NULL::character varying, p_days integer DEFAULT 30) TABLE(customer_id character varying, total_accesses bigint, cache_hits bigint, cache_misses bigint, hit_rate_percent numeric)",
      "get_license_quota_usage(p_customer_id character varying) TABLE(max_builds_per_month integer, builds_this_month bigint, remaining_builds integer, quota_utilization_percent numeric, max_registries integer, active_registries bigint, max_concurrent_builds integer, current_concurrent_builds bigint)",
      "get_next_build_for_worker(p_worker_id character varying, p_worker_hostname character varying, p_architecture character varying DEFAULT NULL::character varying) TABLE(build_id uuid, manifest_json jsonb, customer_id character varying, priority integer, retry_count integer)",
      "handle_build_timeouts() TABLE(build_id uuid, customer_id character varying, worker_id character varying)",
      "maintenance_vacuum_analyze() TABLE(table_name text, completed_at timestamp with time zone)",
      "purge_soft_deleted_records(p_purge_after_days integer DEFAULT 30) TABLE(table_name text, records_purged bigint)",
      "record_cache_access(p_build_cache_id uuid, p_customer_id character varying, p_access_type character varying, p_deployment_id character varying DEFAULT NULL::character varying, p_deployment_region character varying DEFAULT NULL::character varying, p_pull_duration_seconds numeric DEFAULT NULL::numeric, p_download_size_bytes bigint DEFAULT NULL::bigint, p_user_agent text DEFAULT NULL::text, p_ip_address inet DEFAULT NULL::inet) bigint",
      "retry_failed_build(p_build_id uuid) boolean",
      "revoke_expired_credentials() TABLE(credential_id uuid, customer_id character varying, registry_name character varying, revoked_at timestamp with time zone)",
      "update_build_progress(p_build_id uuid, p_progress_percent integer, p_current_step character varying, p_steps_completed integer DEFAULT NULL::integer) boolean",
      "update_cache_stats() trigger",
      "update_conversation_stats() trigger",
      "update_updated_at_column() trigger",
      "validate_build_queue_insert() trigger",
    ]
  `)
})

test('indexes bear the published names', async ({ db }) => {
  const indexes = await names(
    db,
    `SELECT indexname AS name FROM pg_indexes
     WHERE schemaname = 'build_orchestrator' AND indexname NOT LIKE 'pk\\_%' ORDER BY indexname`,
  )

  expect(indexes).toMatchSnapshot()
})
