import type { QueueTables } from './queue-tables.js'

/** Hides messages for longer. `$1` ids, `$2` read counts, `$3` the lease in milliseconds. */
export function heartbeatStatement({ live }: QueueTables): string {
  return `
    WITH held AS MATERIALIZED (
      SELECT message.msg_id
      FROM unnest($1::bigint[], $2::integer[]) AS hold (msg_id, read_ct)
      JOIN ${live} AS message ON message.msg_id = hold.msg_id AND message.read_ct = hold.read_ct
      ORDER BY message.msg_id
      FOR UPDATE OF message
    )
    UPDATE ${live} AS message
    SET vt = clock_timestamp() + $3::float8 * interval '1 millisecond'
    WHERE message.msg_id = ANY (ARRAY(SELECT held.msg_id FROM held))
    RETURNING message.msg_id::text
  `
}

/**
 * Gives messages back, in front of those that came later, and counts that in their
 * headers, since the read count must not fall. `$1` ids, `$2` read counts.
 */
export function releaseStatement({ live }: QueueTables): string {
  return `
    WITH held AS MATERIALIZED (
      SELECT message.msg_id
      FROM unnest($1::bigint[], $2::integer[]) AS hold (msg_id, read_ct)
      JOIN ${live} AS message ON message.msg_id = hold.msg_id AND message.read_ct = hold.read_ct
      ORDER BY message.msg_id
      FOR UPDATE OF message
    )
    UPDATE ${live} AS message
    SET
      vt = least(message.enqueued_at, clock_timestamp()),
      headers = CASE
        WHEN message.headers IS NULL OR jsonb_typeof(message.headers) = 'object' THEN
          coalesce(message.headers, '{}') || jsonb_build_object('x-schemata-released', 1 + CASE
            WHEN jsonb_typeof(message.headers -> 'x-schemata-released') = 'number'
            THEN least(greatest((message.headers ->> 'x-schemata-released')::numeric, 0), message.read_ct)::integer
            ELSE 0
          END)
        ELSE message.headers
      END
    WHERE message.msg_id = ANY (ARRAY(SELECT held.msg_id FROM held))
    RETURNING message.msg_id::text
  `
}
