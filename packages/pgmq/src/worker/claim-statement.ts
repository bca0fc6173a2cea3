import type { QueueTables } from './queue-tables.js'

/**
 * Takes visible messages in the order of (vt, msg_id), and moves to the archive those
 * whose attempts are used up: the worker that had them last never came to say so.
 *
 * `$1` how many, `$2` the lease in milliseconds, `$3` attempts. The same statement acknowledges
 * `$4` ids with `$5` read counts, and keeps them in the archive where `$6`: both lists may be empty.
 */
export function claimStatement({ live, archive }: QueueTables): string {
  return `
    WITH held AS MATERIALIZED (
      SELECT message.msg_id
      FROM unnest($4::bigint[], $5::integer[]) AS ack (msg_id, read_ct)
      JOIN ${live} AS message ON message.msg_id = ack.msg_id AND message.read_ct = ack.read_ct
      ORDER BY message.msg_id
      FOR UPDATE OF message
    ),
    done AS (
      DELETE FROM ${live} AS message
      WHERE message.msg_id = ANY (ARRAY(SELECT held.msg_id FROM held))
      RETURNING message.msg_id, message.read_ct, message.enqueued_at, message.vt, message.message, message.headers
    ),
    kept AS (
      INSERT INTO ${archive} (msg_id, read_ct, enqueued_at, vt, message, headers)
      SELECT done.msg_id, done.read_ct, done.enqueued_at, done.vt, done.message, done.headers
      FROM done
      WHERE $6::boolean
    ),
    picked AS MATERIALIZED (
      SELECT
        visible.msg_id,
        visible.vt,
        visible.read_ct + 1 - CASE
          WHEN jsonb_typeof(visible.headers -> 'x-schemata-released') = 'number'
          THEN least(greatest((visible.headers ->> 'x-schemata-released')::numeric, 0), visible.read_ct)::integer
          ELSE 0
        END AS attempt
      FROM ${live} AS visible
      -- A message whose lease ran out is visible too, and may be one that is acknowledged here.
      WHERE visible.vt <= statement_timestamp() AND visible.msg_id <> ALL (ARRAY(SELECT held.msg_id FROM held))
      ORDER BY visible.vt, visible.msg_id
      LIMIT $1::integer
      FOR UPDATE SKIP LOCKED
    ),
    spent AS (
      DELETE FROM ${live} AS message
      WHERE message.msg_id = ANY (ARRAY(SELECT picked.msg_id FROM picked WHERE picked.attempt > $3::integer))
      RETURNING message.msg_id, message.read_ct, message.enqueued_at, message.vt, message.message, message.headers
    ),
    buried AS (
      INSERT INTO ${archive} (msg_id, read_ct, enqueued_at, vt, message, headers)
      SELECT
        spent.msg_id, spent.read_ct, spent.enqueued_at, spent.vt, spent.message,
        CASE WHEN jsonb_typeof(spent.headers) = 'object' THEN spent.headers ELSE '{}' END || jsonb_build_object(
          'x-schemata-reason', 'attempts',
          'x-schemata-error', 'The last worker that read it did not end it before it became visible again.'
        )
      FROM spent
    ),
    taken AS (
      UPDATE ${live} AS message
      SET vt = clock_timestamp() + $2::float8 * interval '1 millisecond', read_ct = message.read_ct + 1
      WHERE message.msg_id = ANY (ARRAY(SELECT picked.msg_id FROM picked WHERE picked.attempt <= $3::integer))
      RETURNING message.msg_id, message.read_ct, message.enqueued_at, message.vt, message.message, message.headers
    )
    SELECT
      answer.is_done, answer.msg_id::text, answer.read_ct, answer.enqueued_at, answer.vt, answer.message,
      answer.headers, answer.attempt, answer.waited_ms
    FROM (
      SELECT
        true AS is_done, done.msg_id, NULL::integer AS read_ct, NULL::timestamptz AS enqueued_at,
        NULL::timestamptz AS vt, NULL::jsonb AS message, NULL::jsonb AS headers, NULL::integer AS attempt,
        NULL::float8 AS waited_ms
      FROM done
      UNION ALL
      SELECT
        false, taken.msg_id, taken.read_ct, taken.enqueued_at, taken.vt, taken.message, taken.headers,
        picked.attempt, extract(epoch FROM statement_timestamp() - picked.vt)::float8 * 1000
      FROM picked
      JOIN taken ON taken.msg_id = picked.msg_id
    ) AS answer
    ORDER BY answer.waited_ms DESC, answer.msg_id
  `
}
