import { expect } from 'vitest'

import { test } from './test.js'

/** As the extension 1.5 has them: what a client names, passes and gets. */
const SIGNATURES = [
  'archive(queue_name text, msg_id bigint) boolean',
  'archive(queue_name text, msg_ids bigint[]) SETOF bigint',
  '"create"(queue_name text) void',
  'delete(queue_name text, msg_id bigint) boolean',
  'delete(queue_name text, msg_ids bigint[]) SETOF bigint',
  'drop_queue(queue_name text) boolean',
  'format_table_name(queue_name text, prefix text) text',
  'list_queues() SETOF pgmq.queue_record',
  'metrics(queue_name text) pgmq.metrics_result',
  'metrics_all() SETOF pgmq.metrics_result',
  'pop(queue_name text) SETOF pgmq.message_record',
  'purge_queue(queue_name text) bigint',
  "read(queue_name text, vt integer, qty integer, conditional jsonb DEFAULT '{}'::jsonb) SETOF pgmq.message_record",
  "read_with_poll(queue_name text, vt integer, qty integer, max_poll_seconds integer DEFAULT 5, poll_interval_ms integer DEFAULT 100, conditional jsonb DEFAULT '{}'::jsonb) SETOF pgmq.message_record",
  'send(queue_name text, msg jsonb) SETOF bigint',
  'send(queue_name text, msg jsonb, delay integer) SETOF bigint',
  'send(queue_name text, msg jsonb, delay timestamp with time zone) SETOF bigint',
  'send(queue_name text, msg jsonb, headers jsonb) SETOF bigint',
  'send(queue_name text, msg jsonb, headers jsonb, delay integer) SETOF bigint',
  'send(queue_name text, msg jsonb, headers jsonb, delay timestamp with time zone) SETOF bigint',
  'send_batch(queue_name text, msgs jsonb[]) SETOF bigint',
  'send_batch(queue_name text, msgs jsonb[], delay integer) SETOF bigint',
  'send_batch(queue_name text, msgs jsonb[], delay timestamp with time zone) SETOF bigint',
  'send_batch(queue_name text, msgs jsonb[], headers jsonb[]) SETOF bigint',
  'send_batch(queue_name text, msgs jsonb[], headers jsonb[], delay integer) SETOF bigint',
  'send_batch(queue_name text, msgs jsonb[], headers jsonb[], delay timestamp with time zone) SETOF bigint',
  'set_vt(queue_name text, msg_id bigint, vt integer) SETOF pgmq.message_record',
  'validate_queue_name(queue_name text) void',
]

test('has the signatures of the extension', async ({ db }) => {
  const { rows } = await db.query(`
    SELECT quote_ident(proname) || '(' || pg_get_function_arguments(oid) || ') ' || pg_get_function_result(oid) AS text
    FROM pg_proc WHERE pronamespace = 'pgmq'::regnamespace
  `)

  expect(rows.map(({ text }) => text).sort()).toEqual([...SIGNATURES].sort())
})

test('has the types of the extension', async ({ db }) => {
  const { rows } = await db.query(`
    SELECT relname AS name, string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum) AS columns
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
    WHERE relnamespace = 'pgmq'::regnamespace AND relkind = 'c' GROUP BY relname ORDER BY relname
  `)

  expect(rows).toEqual([
    {
      name: 'message_record',
      columns:
        'msg_id bigint, read_ct integer, enqueued_at timestamp with time zone, vt timestamp with time zone, message jsonb, headers jsonb',
    },
    {
      name: 'metrics_result',
      columns:
        'queue_name text, queue_length bigint, newest_msg_age_sec integer, oldest_msg_age_sec integer, total_messages bigint, scrape_time timestamp with time zone, queue_visible_length bigint',
    },
    {
      name: 'queue_record',
      columns:
        'queue_name character varying, is_partitioned boolean, is_unlogged boolean, created_at timestamp with time zone',
    },
  ])
})

test('lets nobody call anything until it is granted', async ({ db }) => {
  const { rows } = await db.query(`
    SELECT oid::regprocedure::text AS open FROM pg_proc
    WHERE pronamespace = 'pgmq'::regnamespace AND has_function_privilege('pg_monitor', oid, 'EXECUTE')
  `)

  expect(rows).toEqual([])
})
