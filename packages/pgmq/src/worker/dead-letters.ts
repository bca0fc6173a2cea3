import type { DeadLetter, DeadLetters } from '@schemata/worker'
import { z } from 'zod'

import type { MessageQueue } from '../messages/message-queue.js'
import { queryQueue } from '../messages/query-queue.js'
import { type QueueTables, queueTables } from './queue-tables.js'

const deadRow = z
  .object({
    msg_id: z.string(),
    message: z.unknown(),
    attempts: z.number(),
    archived_at: z.date(),
    reason: z.string(),
    last_error: z.string().nullable(),
  })
  .transform(
    (row): DeadLetter<unknown> => ({
      id: row.msg_id,
      item: row.message,
      attempts: row.attempts,
      deadAt: row.archived_at,
      reason: row.reason,
      lastError: row.last_error,
    }),
  )
const replayedRow = z.object({ msg_id: z.string() })
const purgedRow = z.object({ count: z.number() })

/**
 * The messages that a worker gave up on: archived ones with `x-schemata-reason` in their headers.
 *
 * `item` is the message as it is stored, since an unreadable one is among them. A replayed message keeps its
 * id and read count, and its attempts begin anew.
 *
 * @example
 * const dead = deadLetters(disks)
 * const page = await dead.list(pool, { limit: 50 })
 * await dead.replay(pool, { ids: page.map(({ id }) => id) })
 */
export function deadLetters<MessageIn, HeadersIn, Message, Headers>({
  name,
}: MessageQueue<MessageIn, HeadersIn, Message, Headers>): DeadLetters<unknown> {
  const tables = queueTables(name)
  const [list, replay, purge] = [listStatement(tables), replayStatement(tables), purgeStatement(tables)]
  return {
    list: async (db, { limit, after }) =>
      (await queryQueue(db, name, list, [limit, after ?? null])).map((row) => deadRow.parse(row)),
    replay: async (db, { ids }) =>
      (await queryQueue(db, name, replay, [ids])).map((row) => replayedRow.parse(row).msg_id),
    purge: async (db, { olderThanMs, limit }) => {
      const [row] = await queryQueue(db, name, purge, [olderThanMs, limit])
      return purgedRow.parse(row).count
    },
  }
}

function listStatement({ archive }: QueueTables): string {
  return `
    SELECT
      dead.msg_id::text, dead.message, dead.archived_at,
      dead.headers ->> 'x-schemata-reason' AS reason, dead.headers ->> 'x-schemata-error' AS last_error,
      dead.read_ct - CASE
        WHEN jsonb_typeof(dead.headers -> 'x-schemata-released') = 'number'
        THEN least(greatest((dead.headers ->> 'x-schemata-released')::numeric, 0), dead.read_ct)::integer
        ELSE 0
      END AS attempts
    FROM ${archive} AS dead
    WHERE dead.headers ? 'x-schemata-reason'
      AND ($2::bigint IS NULL OR (dead.archived_at, dead.msg_id) > (
        SELECT seen.archived_at, seen.msg_id FROM ${archive} AS seen WHERE seen.msg_id = $2::bigint
      ))
    ORDER BY dead.archived_at, dead.msg_id
    LIMIT $1::integer
  `
}

/** Attempts begin anew because as many reads count as released. */
function replayStatement({ live, archive }: QueueTables): string {
  return `
    WITH revived AS (
      DELETE FROM ${archive} AS dead
      WHERE dead.msg_id = ANY ($1::bigint[]) AND dead.headers ? 'x-schemata-reason'
      RETURNING dead.msg_id, dead.read_ct, dead.enqueued_at, dead.message, dead.headers
    )
    INSERT INTO ${live} (msg_id, read_ct, enqueued_at, vt, message, headers)
    OVERRIDING SYSTEM VALUE
    SELECT
      revived.msg_id, revived.read_ct, revived.enqueued_at, clock_timestamp(), revived.message,
      revived.headers - 'x-schemata-reason' - 'x-schemata-error'
        || jsonb_build_object('x-schemata-released', revived.read_ct)
    FROM revived
    RETURNING msg_id::text
  `
}

function purgeStatement({ archive }: QueueTables): string {
  return `
    WITH purged AS (
      DELETE FROM ${archive} AS dead
      WHERE dead.msg_id = ANY (ARRAY(
        SELECT old.msg_id
        FROM ${archive} AS old
        WHERE old.archived_at < clock_timestamp() - $1::float8 * interval '1 millisecond'
          AND old.headers ? 'x-schemata-reason'
        ORDER BY old.archived_at
        LIMIT $2::integer
        FOR UPDATE SKIP LOCKED
      ))
      RETURNING dead.msg_id
    )
    SELECT count(*)::float8 AS count FROM purged
  `
}
