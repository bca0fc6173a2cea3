import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type QueueMetrics, queueMetricsRow } from './queue-metrics.js'

/**
 * Gives depth and age of every queue, by name. Counts each queue whole.
 *
 * @example
 * for (const { name, visibleLength } of await metricsAll(pool)) gauge(name, visibleLength)
 */
export async function metricsAll(db: Queryable): Promise<QueueMetrics[]> {
  const { rows } = await db.query(METRICS_ALL, [])
  return z.array(queueMetricsRow).parse(rows)
}

const METRICS_ALL = `
  SELECT
    queue_name, queue_length::float8, queue_visible_length::float8, newest_msg_age_sec, oldest_msg_age_sec,
    total_messages::text, scrape_time
  FROM pgmq.metrics_all()
  ORDER BY queue_name
`
