import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { completeBuild, enqueueBuild, failBuild, getNextBuildForWorker } from '../src/index.js'
import { aBareCustomer, aBuild, daysAgo, held, insert } from './builders.js'
import { test } from './test.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }

const COLUMNS = `
  SELECT string_agg(attname || ' ' || format_type(atttypid, NULL), ', ' ORDER BY attnum) AS columns
  FROM pg_attribute
  WHERE attrelid = to_regclass('build_orchestrator.' || $1) AND attnum > 0
`

const DOCUMENTED = {
  active_builds:
    'id uuid, customer_id character varying, organization_name character varying, status character varying, ' +
    'priority integer, progress_percent integer, current_step character varying, worker_id character varying, ' +
    'queued_at timestamp with time zone, started_at timestamp with time zone, timeout_at timestamp with time zone, ' +
    'elapsed_seconds integer, remaining_seconds integer, estimated_duration_seconds integer, retry_count integer',
  build_performance_summary:
    'build_date date, total_builds bigint, successful_builds bigint, failed_builds bigint, ' +
    'avg_duration_seconds numeric, median_duration_seconds numeric, p95_duration_seconds numeric, ' +
    'avg_image_size_mb numeric, avg_cache_hit_rate_percent numeric',
  customer_build_usage:
    'customer_id character varying, organization_name character varying, tier character varying, ' +
    'total_builds bigint, builds_this_month bigint, successful_builds bigint, avg_build_duration_seconds numeric, ' +
    'total_build_time_seconds numeric, last_build_at timestamp with time zone',
  active_conversations:
    'id uuid, customer_id character varying, customer_email character varying, status character varying, ' +
    'conversation_type character varying, total_messages integer, started_at timestamp with time zone, ' +
    'last_message_at timestamp with time zone, seconds_since_last_message integer, ai_model character varying, ' +
    'build_manifest_id uuid, manifest_deployment_status character varying',
  conversation_performance_summary:
    'conversation_date date, conversation_type character varying, ai_model character varying, ' +
    'total_conversations bigint, completed_conversations bigint, abandoned_conversations bigint, ' +
    'avg_messages_per_conversation numeric, avg_tokens_per_conversation numeric, ' +
    'avg_cost_per_conversation numeric, avg_duration_minutes numeric, avg_satisfaction_score numeric, ' +
    'manifests_generated bigint',
  intent_analytics:
    'intent_type character varying, occurrence_count bigint, avg_confidence numeric, unique_conversations bigint, ' +
    'detection_date timestamp with time zone',
  extraction_accuracy:
    'requirement_type character varying, total_extractions bigint, confirmed_extractions bigint, ' +
    'corrected_extractions bigint, avg_confidence numeric, confirmation_rate_percent numeric, ' +
    'correction_rate_percent numeric',
}

test.for(Object.entries(DOCUMENTED))('%s has its columns, in order', async ([view, columns], { db }) => {
  expect((await db.query(COLUMNS, [view])).rows).toEqual([{ columns }])
})

async function read(db: Queryable, view: string, where = 'true') {
  return (await db.query(`SELECT * FROM build_orchestrator.${view} WHERE ${where}`)).rows
}

/** Runs a build that took as long as stated. */
async function aRun(db: Queryable, { customerId = 'system', seconds = 10, failed = false, layers = [10, 5] } = {}) {
  const { id: buildId } = await enqueueBuild(db, aBuild({ customerId, priority: 10 }))
  await getNextBuildForWorker(db, worker)
  const end = { ...(await held(db, buildId)), errorMessage: 'no', totalLayers: layers[0], cacheLayersUsed: layers[1] }
  await (failed ? failBuild(db, end) : completeBuild(db, { ...end, finalImageSizeBytes: 3 * 1048576 }))
  await db.query('UPDATE build_orchestrator.build_results SET actual_duration_seconds = $2 WHERE build_queue_id = $1', [
    buildId,
    seconds,
  ])
  return buildId
}

test('a day of builds is summed up by their results', async ({ db }) => {
  for (const seconds of [10, 20, 30]) await aRun(db, { seconds })
  await aRun(db, { seconds: 60, failed: true })
  await aRun(db, { seconds: 80, layers: [0, 0] })
  const old = await aRun(db)
  await db.query('UPDATE build_orchestrator.build_queue SET completed_at = $2 WHERE id = $1', [old, daysAgo(31)])
  await enqueueBuild(db, aBuild())

  expect(await read(db, 'build_performance_summary')).toMatchObject([
    {
      total_builds: '5',
      successful_builds: '4',
      failed_builds: '1',
      avg_duration_seconds: '40.00',
      median_duration_seconds: '30.00',
      p95_duration_seconds: '76.00',
      avg_image_size_mb: '3.00',
      avg_cache_hit_rate_percent: '50.00',
    },
  ])
})

test('a day is that of UTC, wherever the caller is', async ({ db }) => {
  const id = await aRun(db)
  const at = `date_trunc('day', now(), 'UTC') - interval '1 day'`
  await db.query(`UPDATE build_orchestrator.build_queue SET completed_at = ${at} WHERE id = $1`, [id])
  const { rows } = await db.query(`SELECT to_char((${at}) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day`)

  for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
    await db.query(`SELECT set_config('TimeZone', $1, true)`, [zone])
    const summary = await db.query('SELECT build_date::text AS day FROM build_orchestrator.build_performance_summary')
    expect(summary.rows).toEqual(rows)
  }
})

test('usage counts the builds of a customer, 0 where there are none', async ({ db }) => {
  const customerId = await aBareCustomer(db)
  const idle = await aBareCustomer(db)
  const gone = await aBareCustomer(db, { deleted_at: daysAgo(1) })
  await aRun(db, { customerId, seconds: 10 })
  await aRun(db, { customerId, seconds: 21, failed: true })
  await enqueueBuild(db, aBuild({ customerId }))

  expect(
    await read(db, 'customer_build_usage', `customer_id IN ('${customerId}', '${idle}', '${gone}')`),
  ).toMatchObject([
    {
      customer_id: customerId,
      total_builds: '3',
      builds_this_month: '2',
      successful_builds: '1',
      avg_build_duration_seconds: '15.50',
      total_build_time_seconds: '31.00',
      last_build_at: expect.any(Date),
    },
    { customer_id: idle, total_builds: '0', builds_this_month: '0', successful_builds: '0', last_build_at: null },
  ])
})

test('active conversations come with the state of their manifest, most recent first', async ({ db }) => {
  const manifest = await insert(db, 'build_manifests', { manifest_json: '{}', manifest_hash: '0123456789abcdef' })
  const quiet = await insert(db, 'conversations', { last_message_at: daysAgo(1), build_manifest_id: manifest.id })
  const fresh = await insert(db, 'conversations', { locale: 'de-DE' })
  await insert(db, 'conversations', { status: 'completed' })

  expect(await read(db, 'active_conversations')).toMatchObject([
    { id: fresh.id, seconds_since_last_message: null, manifest_deployment_status: null },
    { id: quiet.id, seconds_since_last_message: 86_400, manifest_deployment_status: 'draft' },
  ])
})

test('conversations are summed up per day, type and model', async ({ db }) => {
  const manifest = await insert(db, 'build_manifests', { manifest_json: '{}', manifest_hash: '0123456789abcdef' })
  const common = { ai_model: 'model', started_at: daysAgo(0.5) }
  await insert(db, 'conversations', {
    ...common,
    status: 'completed',
    completed_at: new Date(common.started_at.getTime() + 90_000),
    total_messages: 4,
    total_tokens_used: 101,
    total_cost_usd: '0.000003',
    user_satisfaction_score: 4,
    build_manifest_id: manifest.id,
  })
  await insert(db, 'conversations', { ...common, status: 'abandoned', total_messages: 1, total_tokens_used: 50 })
  await insert(db, 'conversations', { ...common, created_at: daysAgo(31) })

  expect(await read(db, 'conversation_performance_summary')).toMatchObject([
    {
      conversation_type: 'build_intake',
      ai_model: 'model',
      total_conversations: '2',
      completed_conversations: '1',
      abandoned_conversations: '1',
      avg_messages_per_conversation: '2.5',
      avg_tokens_per_conversation: '76',
      avg_cost_per_conversation: '0.000002',
      avg_duration_minutes: '1.5',
      avg_satisfaction_score: '4.00',
      manifests_generated: '1',
    },
  ])
})

test('intents are counted per type and day', async ({ db }) => {
  const conversation = await insert(db, 'conversations', { locale: 'de-DE' })
  const intent = { conversation_id: conversation.id, intent_type: 'deploy' }
  await insert(db, 'conversation_intents', { ...intent, intent_confidence: 0.9 })
  await insert(db, 'conversation_intents', { ...intent, intent_confidence: 0.75 })
  await insert(db, 'conversation_intents', { ...intent, detected_at: daysAgo(31) })

  const rows = await read(db, 'intent_analytics')

  expect(rows).toMatchObject([
    { intent_type: 'deploy', occurrence_count: '2', avg_confidence: '0.825', unique_conversations: '1' },
  ])
  expect(rows[0].detection_date.toISOString()).toMatch(/T00:00:00\.000Z$/)
})

test('extractions are rated per type', async ({ db }) => {
  const conversation = await insert(db, 'conversations', { locale: 'de-DE' })
  const extraction = { conversation_id: conversation.id, requirement_type: 'cloud', requirement_value: 'aws' }
  await insert(db, 'requirement_extractions', { ...extraction, is_confirmed: true, extraction_confidence: 0.9 })
  await insert(db, 'requirement_extractions', { ...extraction, was_corrected: true, extraction_confidence: 0.5 })
  await insert(db, 'requirement_extractions', extraction)

  expect(await read(db, 'extraction_accuracy')).toEqual([
    {
      requirement_type: 'cloud',
      total_extractions: '3',
      confirmed_extractions: '1',
      corrected_extractions: '1',
      avg_confidence: '0.700',
      confirmation_rate_percent: '33.33',
      correction_rate_percent: '33.33',
    },
  ])
})
