import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Metric, metric } from './metric.js'

export interface ListMetricsParameters {
  /** @default every name */
  name?: string
  /** @default of every container */
  containerId?: number
  /** @default of every team */
  teamId?: number
  /** Recorded then or later. @default from the first */
  from?: Date
  /** Recorded before then. @default up to the last */
  to?: Date
  /** 1 to 10000. @default 500 */
  limit?: number
}

const listMetricsParameters = z.object({
  name: z.string().min(1).max(200).optional(),
  containerId: z.int().positive().optional(),
  teamId: z.int().positive().optional(),
  from: z.date().optional(),
  to: z.date().optional(),
  limit: z.int().min(1).max(10_000).default(500),
})

/**
 * Lists measurements, newest first. For the page after, pass the time of the last as `to`.
 *
 * @throws InvalidInputError
 * @example
 * const load = await listMetrics(db, { name: 'cpu_percent', containerId, from: anHourAgo })
 */
export async function listMetrics(db: Queryable, parameters: ListMetricsParameters = {}): Promise<Metric[]> {
  const input = parseInput('listMetrics', listMetricsParameters, parameters)
  const { rows } = await db.query(LIST_METRICS, [
    input.name,
    input.containerId,
    input.teamId,
    input.from,
    input.to,
    input.limit,
  ])
  return z.array(metric).parse(rows)
}

const LIST_METRICS = `
  SELECT metric.id::text AS "metricId", metric.metric_name AS name, metric.container_id AS "containerId",
    metric.team_id AS "teamId", metric.value_num AS "valueNum", metric.value_text AS "valueText", metric.meta,
    metric.recorded_at AS "recordedAt"
  FROM containers_lab.metrics AS metric
  WHERE ($1::text IS NULL OR metric.metric_name = $1)
    AND ($2::integer IS NULL OR metric.container_id = $2)
    AND ($3::integer IS NULL OR metric.team_id = $3)
    AND ($4::timestamptz IS NULL OR metric.recorded_at >= $4)
    AND ($5::timestamptz IS NULL OR metric.recorded_at < $5)
  ORDER BY metric.recorded_at DESC, metric.id DESC
  LIMIT $6
`
