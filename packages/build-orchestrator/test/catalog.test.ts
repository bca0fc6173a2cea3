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

/** Triggers and what they call, which keep counts that the writer of a row may not touch; and who makes and drops tables. */
const DEFINERS = [
  'add_dependency',
  'check_build_transition',
  'create_partitions',
  'drop_old_partitions',
  'follow_license_limit',
  'free_place',
  'keep_earlier_result',
  'lose_dependency',
  'prepare_queued_build',
  'serving_turn',
  'settle_dependents',
  'turn_distance',
  'update_cache_stats',
]

test('every function pins its search path and is closed to everyone', async ({ db }) => {
  const { rows } = await db.query(
    `SELECT proname, proconfig, prosecdef, has_function_privilege('public', oid, 'EXECUTE') AS open
     FROM pg_proc WHERE pronamespace = 'build_orchestrator'::regnamespace`,
  )

  expect(rows.length).toBeGreaterThan(17)
  for (const { proname, proconfig, prosecdef, open } of rows) {
    expect(proconfig).toContain('search_path=build_orchestrator, pg_temp')
    // What row security asks of every reader.
    expect(open, proname).toBe(proname === 'tier_rank')
    expect(prosecdef, proname).toBe(DEFINERS.includes(proname))
  }
})

test('every view asks for the rights of its reader', async ({ db }) => {
  const { rows } = await db.query(
    `SELECT relname, reloptions FROM pg_class
     WHERE relnamespace = 'build_orchestrator'::regnamespace AND relkind = 'v'`,
  )

  expect(rows).toHaveLength(8)
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
      "across_customers() boolean",
      "add_dependency() trigger",
      "add_partition(p_table text, p_from timestamp with time zone, p_to timestamp with time zone) text",
      "add_registry_credential(p_customer_id character varying, p_registry_name character varying, p_registry_url text, p_registry_provider character varying, p_username_encrypted bytea, p_password_encrypted bytea, p_encryption_key_id character varying, p_encryption_key_version integer, p_make_default boolean DEFAULT false) uuid",
      "admit_builds(p_limit integer DEFAULT 100) integer",
      "admit_next_build(p_customer_id character varying, p_above integer DEFAULT 0) boolean",
      "append_conversation_message(p_conversation_id uuid, p_role character varying, p_content text, p_content_type character varying DEFAULT 'text/plain'::character varying, p_function_name character varying DEFAULT NULL::character varying, p_function_arguments jsonb DEFAULT NULL::jsonb, p_function_response jsonb DEFAULT NULL::jsonb, p_prompt_tokens integer DEFAULT NULL::integer, p_completion_tokens integer DEFAULT NULL::integer, p_model_used character varying DEFAULT NULL::character varying, p_temperature numeric DEFAULT NULL::numeric, p_finish_reason character varying DEFAULT NULL::character varying, p_processing_time_ms integer DEFAULT NULL::integer) TABLE(message_id bigint, sequence_number integer, total_tokens integer, cost_usd numeric, created_at timestamp with time zone)",
      "build_retry_delay(p_retry_count integer) interval",
      "cancel_build(p_build_id uuid, p_cancelled_by character varying DEFAULT NULL::character varying, p_reason text DEFAULT NULL::text) character varying",
      "cancel_partitioning(p_table text) boolean",
      "cap_build_log(p_log text) text",
      "check_build_quota(p_customer_id character varying) TABLE(monthly_limit integer, used bigint)",
      "check_build_transition() trigger",
      "check_partitionable(p_table text) void",
      "check_prepared(p_table text) void",
      "claim_builds(p_worker_id character varying, p_worker_hostname character varying, p_architecture character varying DEFAULT NULL::character varying, p_limit integer DEFAULT 1, p_lease interval DEFAULT '00:01:00'::interval, p_memory_mb integer DEFAULT NULL::integer, p_cpu_cores numeric DEFAULT NULL::numeric, p_fair boolean DEFAULT true) TABLE(build_id uuid, fence bigint, customer_id character varying, manifest_path text, manifest_hash character varying, manifest_json jsonb, build_args jsonb, architecture character varying, target_registry_id uuid, priority integer, retry_count integer, queued_at timestamp with time zone, started_at timestamp with time zone, timeout_at timestamp with time zone, lease_until timestamp with time zone)",
      "clean_up_trials(p_grace_days integer DEFAULT 7, p_limit integer DEFAULT 1000) TABLE(customer_id character varying, deleted_at timestamp with time zone)",
      "cleanup_old_build_logs(p_retention_days integer DEFAULT 90) TABLE(deleted_count bigint)",
      "count_walked(p_fair boolean, p_architecture character varying) bigint",
      "create_partitions(p_table text DEFAULT NULL::text, p_ahead integer DEFAULT 3) SETOF text",
      "drop_old_partitions(p_table text, p_days integer, p_keep boolean DEFAULT false) TABLE(partition_name text, starts_at timestamp with time zone, ends_at timestamp with time zone)",
      "expire_artifacts(p_limit integer DEFAULT 1000) TABLE(artifact_id uuid, storage_type character varying, storage_url text)",
      "expire_cache_entries(p_limit integer DEFAULT 1000) integer",
      "expire_licenses() TABLE(license_id uuid, customer_id character varying, expired_at timestamp with time zone)",
      "expire_old_conversations(p_inactive_hours integer DEFAULT 24) TABLE(conversation_id uuid, customer_email character varying, abandoned_at timestamp with time zone)",
      "fill_places(p_customer_id character varying, p_free integer) integer",
      "find_cached_build(p_customer_id character varying, p_manifest_hash character varying, p_architecture character varying DEFAULT NULL::character varying, p_manifest_json jsonb DEFAULT NULL::jsonb) uuid",
      "find_oldest_builds(p_limit integer, p_before timestamp with time zone, p_architecture character varying, p_memory_mb integer, p_cpu_cores numeric) uuid[]",
      "find_ready_builds(p_limit integer, p_fair boolean, p_architecture character varying) uuid[]",
      "finish_and_claim_builds(p_ends jsonb, p_worker_id character varying, p_worker_hostname character varying, p_architecture character varying DEFAULT NULL::character varying, p_limit integer DEFAULT 1, p_lease interval DEFAULT '00:01:00'::interval, p_memory_mb integer DEFAULT NULL::integer, p_cpu_cores numeric DEFAULT NULL::numeric) TABLE(finished boolean, build_id uuid, fence bigint, status character varying, not_before timestamp with time zone, customer_id character varying, manifest_path text, manifest_hash character varying, manifest_json jsonb, build_args jsonb, architecture character varying, target_registry_id uuid, priority integer, retry_count integer, queued_at timestamp with time zone, started_at timestamp with time zone, timeout_at timestamp with time zone, lease_until timestamp with time zone)",
      "finish_builds(p_ends jsonb) TABLE(build_id uuid, fence bigint, status character varying, not_before timestamp with time zone)",
      "follow_license_limit() trigger",
      "free_place() trigger",
      "get_cache_hit_rate(p_customer_id character varying DEFAULT NULL::character varying, p_days integer DEFAULT 30) TABLE(customer_id character varying, total_accesses bigint, cache_hits bigint, cache_misses bigint, hit_rate_percent numeric)",
      "get_license_quota_usage(p_customer_id character varying) TABLE(max_builds_per_month integer, builds_this_month bigint, remaining_builds integer, quota_utilization_percent numeric, max_registries integer, active_registries bigint, max_concurrent_builds integer, current_concurrent_builds bigint)",
      "get_next_build_for_worker(p_worker_id character varying, p_worker_hostname character varying, p_architecture character varying DEFAULT NULL::character varying) TABLE(build_id uuid, manifest_json jsonb, customer_id character varying, priority integer, retry_count integer)",
      "handle_build_timeouts() TABLE(build_id uuid, customer_id character varying, worker_id character varying)",
      "heartbeat_builds(p_build_ids uuid[], p_fences bigint[], p_lease interval DEFAULT '00:01:00'::interval) TABLE(build_id uuid, fence bigint, cancel_requested boolean, timeout_at timestamp with time zone)",
      "hide_partition(p_partition regclass) void",
      "keep_earlier_result() trigger",
      "list_partitions(p_table text DEFAULT NULL::text) TABLE(table_name text, partition_name text, starts_at timestamp with time zone, ends_at timestamp with time zone, is_default boolean, row_estimate bigint, size_bytes bigint)",
      "lose_dependency() trigger",
      "maintenance_vacuum_analyze() TABLE(table_name text, completed_at timestamp with time zone)",
      "meet_dependency(p_build_id uuid, p_depends_on_id uuid) void",
      "note_claim_bound(p_ids uuid[], p_short boolean, p_since timestamp with time zone, p_bound build_orchestrator.build_claim_bounds) void",
      "partition_boundary(p_table text) timestamp with time zone",
      "partition_key(p_table text) text",
      "partition_table(p_table text, p_span text DEFAULT NULL::text, p_ahead integer DEFAULT 3) SETOF text",
      "pause_queue(p_paused_by character varying DEFAULT NULL::character varying, p_reason text DEFAULT NULL::text) boolean",
      "pick_aged_builds(p_limit integer, p_age interval, p_architecture character varying, p_memory_mb integer, p_cpu_cores numeric) uuid[]",
      "pick_builds(p_limit integer, p_fair boolean, p_architecture character varying, p_memory_mb integer, p_cpu_cores numeric) uuid[]",
      "pick_builds_from(p_limit integer, p_fair boolean, p_architecture character varying, p_turns bigint[], p_times timestamp with time zone[]) uuid[]",
      "prefer_aged_builds(p_ids uuid[], p_limit integer, p_age interval, p_architecture character varying, p_memory_mb integer, p_cpu_cores numeric) uuid[]",
      "prepare_partitioning(p_table text, p_span text DEFAULT NULL::text) timestamp with time zone",
      "prepare_queued_build() trigger",
      "promote_due_builds(p_limit integer DEFAULT 100) integer",
      "protect_system_customer() trigger",
      "purge_old_rows(p_table text, p_days integer, p_limit integer DEFAULT 1000) bigint",
      "purge_soft_deleted_records(p_purge_after_days integer DEFAULT 30) TABLE(table_name text, records_purged bigint)",
      "queue_manifest_build(p_manifest_id uuid, p_manifest_path text, p_priority integer DEFAULT 5, p_architecture character varying DEFAULT 'amd64'::character varying, p_cache_first boolean DEFAULT true) TABLE(outcome character varying, build_id uuid, build_cache_id uuid)",
      "record_cache_access(p_build_cache_id uuid, p_customer_id character varying, p_access_type character varying, p_deployment_id character varying DEFAULT NULL::character varying, p_deployment_region character varying DEFAULT NULL::character varying, p_pull_duration_seconds numeric DEFAULT NULL::numeric, p_download_size_bytes bigint DEFAULT NULL::bigint, p_user_agent text DEFAULT NULL::text, p_ip_address inet DEFAULT NULL::inet) bigint",
      "release_builds(p_build_ids uuid[], p_fences bigint[]) TABLE(build_id uuid, fence bigint)",
      "replay_build(p_build_id uuid) boolean",
      "report_build_progress(p_build_id uuid, p_fence bigint, p_progress_percent integer DEFAULT NULL::integer, p_current_step character varying DEFAULT NULL::character varying, p_steps_completed integer DEFAULT NULL::integer, p_total_steps integer DEFAULT NULL::integer) boolean",
      "request_build(p_id uuid, p_customer_id character varying, p_manifest_path text, p_manifest_json jsonb, p_manifest_hash character varying DEFAULT NULL::character varying, p_priority integer DEFAULT 5, p_architecture character varying DEFAULT 'amd64'::character varying, p_target_registry_id uuid DEFAULT NULL::uuid, p_build_args jsonb DEFAULT '{}'::jsonb, p_total_steps integer DEFAULT NULL::integer, p_estimated_duration_seconds integer DEFAULT NULL::integer, p_estimated_memory_mb integer DEFAULT NULL::integer, p_estimated_cpu_cores numeric DEFAULT NULL::numeric, p_max_duration_seconds integer DEFAULT 3600, p_max_retries integer DEFAULT 3, p_not_before timestamp with time zone DEFAULT NULL::timestamp with time zone, p_deduplicate boolean DEFAULT false, p_cache_first boolean DEFAULT false, p_enforce_quota boolean DEFAULT true, p_depends_on uuid[] DEFAULT NULL::uuid[], p_on_dependency_failure character varying DEFAULT 'cancel'::character varying) TABLE(outcome character varying, build_id uuid, build_cache_id uuid)",
      "require_not_negative(p_name text, p_value integer) void",
      "resume_queue() boolean",
      "retry_build_later(p_build_id uuid, p_delay interval) boolean",
      "retry_failed_build(p_build_id uuid) boolean",
      "revoke_expired_credentials() TABLE(credential_id uuid, customer_id character varying, registry_name character varying, revoked_at timestamp with time zone)",
      "serving_turn(p_priority integer) bigint",
      "set_aside(p_table text, p_name text) TABLE(index_id oid, index_name text)",
      "set_default_registry(p_customer_id character varying, p_credential_id uuid) boolean",
      "settle_dependents() trigger",
      "sweep_builds(p_limit integer DEFAULT 500) TABLE(build_id uuid, customer_id character varying, worker_id character varying, status character varying, reason text)",
      "table_belongings(p_table text) text[]",
      "tier_rank(p_tier text) integer",
      "turn_distance(p_customer_id character varying) bigint",
      "update_build_progress(p_build_id uuid, p_progress_percent integer, p_current_step character varying, p_steps_completed integer DEFAULT NULL::integer) boolean",
      "update_cache_stats() trigger",
      "update_conversation_stats() trigger",
      "update_updated_at_column() trigger",
      "validate_build_queue_insert() trigger",
      "wake_workers() boolean",
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
