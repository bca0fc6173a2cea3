import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

const queueRow = z
  .object({ queue_name: z.string(), is_partitioned: z.boolean(), is_unlogged: z.boolean(), created_at: z.date() })
  .transform((row) => ({
    name: row.queue_name,
    /** Only the extension makes such queues. */
    isPartitioned: row.is_partitioned,
    /** Only the extension makes such queues. */
    isUnlogged: row.is_unlogged,
    createdAt: row.created_at,
  }))

export type QueueRecord = z.output<typeof queueRow>

/**
 * Gives all queues of the database, by name.
 *
 * @example
 * const names = (await listQueues(pool)).map(({ name }) => name)
 */
export async function listQueues(db: Queryable): Promise<QueueRecord[]> {
  const { rows } = await db.query(LIST_QUEUES, [])
  return z.array(queueRow).parse(rows)
}

const LIST_QUEUES = `
  SELECT queue_name, is_partitioned, is_unlogged, created_at
  FROM pgmq.list_queues()
  ORDER BY queue_name
`
