import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListBuildMetricsParameters {
  buildId: string
  /** @default every metric */
  name?: string
  /** 1 to 10000. @default 1000 */
  limit?: number
}

export interface BuildMetric {
  name: string
  /** With four decimals, as text: it may exceed what a number holds. */
  value: string
  unit: string | null
  at: Date
  tags: unknown
}

const listBuildMetricsParameters = z.object({
  buildId: z.guid(),
  name: z.string().optional(),
  limit: z.int().min(1).max(10_000).default(1000),
})

const buildMetric = z
  .object({
    metric_name: z.string(),
    metric_value: z.string(),
    metric_unit: z.string().nullable(),
    metric_timestamp: z.date(),
    tags: z.unknown(),
  })
  .transform(
    (row): BuildMetric => ({
      name: row.metric_name,
      value: row.metric_value,
      unit: row.metric_unit,
      at: row.metric_timestamp,
      tags: row.tags,
    }),
  )

/**
 * Lists measurements of a build, latest first.
 *
 * @throws InvalidInputError
 * @example
 * const memory = await listBuildMetrics(pool, { buildId, name: 'memory' })
 */
export async function listBuildMetrics(db: Queryable, parameters: ListBuildMetricsParameters): Promise<BuildMetric[]> {
  const { buildId, name, limit } = parseInput('listBuildMetrics', listBuildMetricsParameters, parameters)
  const { rows } = await db.query(LIST_BUILD_METRICS, [buildId, name, limit])
  return z.array(buildMetric).parse(rows)
}

const LIST_BUILD_METRICS = `
  SELECT metric_name, metric_value::text AS metric_value, metric_unit, metric_timestamp, tags
  FROM build_orchestrator.build_metrics
  WHERE build_queue_id = $1 AND ($2::text IS NULL OR metric_name = $2)
  ORDER BY metric_timestamp DESC, id DESC
  LIMIT $3
`
