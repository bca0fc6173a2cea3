import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type QueueMetrics, queueMetricsRow } from '../queues/queue-metrics.js'
import { messageId } from './message-id.js'
import type { EndParameters } from './message-queue.js'
import { queryQueue } from './query-queue.js'

const ending = z.object({ ids: z.array(messageId) })
const endedRow = z.object({ msg_id: z.string() })
const purgedRow = z.object({ count: z.number() })

export async function deleteMessages(db: Queryable, queue: string, parameters: EndParameters): Promise<string[]> {
  const { ids } = parseInput('delete', ending, parameters)
  return (await queryQueue(db, queue, DELETE, [queue, ids])).map((row) => endedRow.parse(row).msg_id)
}

export async function archiveMessages(db: Queryable, queue: string, parameters: EndParameters): Promise<string[]> {
  const { ids } = parseInput('archive', ending, parameters)
  return (await queryQueue(db, queue, ARCHIVE, [queue, ids])).map((row) => endedRow.parse(row).msg_id)
}

export async function purgeMessages(db: Queryable, queue: string): Promise<number> {
  const [row] = await queryQueue(db, queue, PURGE, [queue])
  return purgedRow.parse(row).count
}

export async function queueMetrics(db: Queryable, queue: string): Promise<QueueMetrics> {
  const [row] = await queryQueue(db, queue, METRICS, [queue])
  return queueMetricsRow.parse(row)
}

const DELETE = 'SELECT pgmq.delete($1::text, $2::bigint[])::text AS msg_id'

const ARCHIVE = 'SELECT pgmq.archive($1::text, $2::bigint[])::text AS msg_id'

const PURGE = 'SELECT pgmq.purge_queue($1::text)::float8 AS count'

const METRICS = `
  SELECT
    queue_name, queue_length::float8, queue_visible_length::float8, newest_msg_age_sec, oldest_msg_age_sec,
    total_messages::text, scrape_time
  FROM pgmq.metrics($1::text)
`
