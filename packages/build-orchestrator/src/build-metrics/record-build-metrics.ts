import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import { UnknownBuildError } from '../errors/builds.js'
import { parseInput } from '../parse-input.js'

export interface RecordBuildMetricsParameters {
  buildId: string
  /** 1 to 10000. */
  metrics: readonly {
    name: string
    value: number
    unit?: string
    /** @default now, by the clock of the database */
    at?: Date
    /** Labels. @default none */
    tags?: Record<string, string>
  }[]
}

const recordBuildMetricsParameters = z.object({
  buildId: z.guid(),
  metrics: z
    .array(
      z.object({
        name: z.string().min(1).max(100),
        value: z.number().gt(-1e15).lt(1e15),
        unit: z.string().max(50).optional(),
        at: z.date().optional(),
        tags: z.record(z.string(), z.string()).default({}),
      }),
    )
    .min(1)
    .max(10_000),
})

/**
 * Records measurements of a build, all in one statement, and gives how many.
 *
 * @throws UnknownBuildError, InvalidInputError
 * @example
 * await recordBuildMetrics(pool, { buildId, metrics: [{ name: 'memory', value: 512, unit: 'MB' }] })
 */
export async function recordBuildMetrics(db: Queryable, parameters: RecordBuildMetricsParameters): Promise<number> {
  const { buildId, metrics } = parseInput('recordBuildMetrics', recordBuildMetricsParameters, parameters)
  try {
    await db.query(RECORD_BUILD_METRICS, [buildId, JSON.stringify(metrics)])
    return metrics.length
  } catch (cause) {
    if (violates(cause, 'fk_build_metrics_queue')) throw new UnknownBuildError({ buildId, cause })
    throw cause
  }
}

const RECORD_BUILD_METRICS = `
  INSERT INTO build_orchestrator.build_metrics
    (build_queue_id, metric_name, metric_value, metric_unit, metric_timestamp, tags)
  SELECT $1, metric.name, metric.value, metric.unit, coalesce(metric.at, clock_timestamp()), metric.tags
  FROM jsonb_to_recordset($2::text::jsonb) AS metric (name text, value numeric, unit text, at timestamptz, tags jsonb)
`
