import type { QueueTables } from './queue-tables.js'

/**
 * Makes messages visible again later, or moves them to the archive with the reason in
 * their headers. Says for each that was held which of both it was.
 *
 * `$1` ids, `$2` read counts, `$3` kinds, `$4` errors, `$5` milliseconds to wait or null, `$6` attempts.
 */
export function failStatement({ live, archive }: QueueTables): string {
  return `
    WITH failed AS MATERIALIZED (
      SELECT
        message.msg_id,
        failure.error,
        failure.wait_ms,
        CASE
          WHEN failure.kind IN ('permanent', 'cancelled', 'unreadable') THEN failure.kind
          WHEN failure.wait_ms IS NULL THEN 'permanent'
          WHEN message.read_ct - CASE
            WHEN jsonb_typeof(message.headers -> 'x-schemata-released') = 'number'
            THEN least(greatest((message.headers ->> 'x-schemata-released')::numeric, 0), message.read_ct)::integer
            ELSE 0
          END >= $6::integer THEN 'attempts'
        END AS reason
      FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::float8[])
        AS failure (msg_id, read_ct, kind, error, wait_ms)
      JOIN ${live} AS message ON message.msg_id = failure.msg_id AND message.read_ct = failure.read_ct
      ORDER BY message.msg_id
      FOR UPDATE OF message
    ),
    dead AS (
      DELETE FROM ${live} AS message
      WHERE message.msg_id = ANY (ARRAY(SELECT failed.msg_id FROM failed WHERE failed.reason IS NOT NULL))
      RETURNING message.msg_id, message.read_ct, message.enqueued_at, message.vt, message.message, message.headers
    ),
    buried AS (
      INSERT INTO ${archive} (msg_id, read_ct, enqueued_at, vt, message, headers)
      SELECT
        dead.msg_id, dead.read_ct, dead.enqueued_at, dead.vt, dead.message,
        CASE WHEN jsonb_typeof(dead.headers) = 'object' THEN dead.headers ELSE '{}' END
          || jsonb_build_object('x-schemata-reason', failed.reason, 'x-schemata-error', failed.error)
      FROM dead
      JOIN failed ON failed.msg_id = dead.msg_id
    ),
    postponed AS (
      UPDATE ${live} AS message
      SET vt = clock_timestamp() + failed.wait_ms * interval '1 millisecond'
      FROM failed
      WHERE message.msg_id = failed.msg_id AND failed.reason IS NULL
    )
    SELECT failed.msg_id::text, CASE WHEN failed.reason IS NULL THEN 'retry' ELSE 'dead' END AS outcome
    FROM failed
  `
}
