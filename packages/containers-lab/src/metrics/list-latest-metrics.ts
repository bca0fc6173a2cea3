import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Metric, metric } from './metric.js'

export interface ListLatestMetricsParameters {
  /** Up to 1,000. */
  containerIds: readonly number[]
  /** @default every name */
  names?: readonly string[]
}

const listLatestMetricsParameters = z.object({
  containerIds: z.array(z.int().positive()).max(1000),
  names: z.array(z.string().min(1).max(200)).max(1000).optional(),
})

/**
 * Gives the latest measurement of each name of each container, ordered by container and name; a container that was
 * never measured has none.
 *
 * @throws InvalidInputError
 * @example
 * const now = await listLatestMetrics(db, { containerIds: [7, 8], names: ['cpu_percent'] })
 */
export async function listLatestMetrics(db: Queryable, parameters: ListLatestMetricsParameters): Promise<Metric[]> {
  const input = parseInput('listLatestMetrics', listLatestMetricsParameters, parameters)
  const { rows } = await db.query(LIST_LATEST_METRICS, [input.containerIds, input.names])
  return z.array(metric).parse(rows)
}

const LIST_LATEST_METRICS = `
  SELECT DISTINCT ON (metric.container_id, metric.metric_name)
    metric.id::text AS "metricId", metric.metric_name AS name, metric.container_id AS "containerId",
    metric.team_id AS "teamId", metric.value_num AS "valueNum", metric.value_text AS "valueText", metric.meta,
    metric.recorded_at AS "recordedAt"
  FROM containers_lab.metrics AS metric
  WHERE metric.container_id = ANY ($1::integer[]) AND ($2::text[] IS NULL OR metric.metric_name = ANY ($2))
  ORDER BY metric.container_id, metric.metric_name, metric.recorded_at DESC, metric.id DESC
`
