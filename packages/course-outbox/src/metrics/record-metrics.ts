import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface RecordMetricsParameters {
  /** Added up since the last call; one of each metric. */
  observations: readonly { metric: string; count: number; total: number; buckets: readonly number[] }[]
}

const whole = z.int().min(0)

const recordMetricsParameters = z.object({
  observations: z
    .array(
      z.object({
        metric: z.string().min(1).max(100),
        count: whole,
        total: z.number(),
        buckets: z.array(whole).length(12),
      }),
    )
    .refine((all) => new Set(all.map(({ metric }) => metric)).size === all.length, 'expected each metric once'),
})

/**
 * Adds observations to the present minute, by the clock of the database.
 *
 * `MetricsRecorder` collects them and calls this at intervals.
 *
 * @throws InvalidInputError
 */
export async function recordMetrics(db: Queryable, parameters: RecordMetricsParameters): Promise<void> {
  const { observations } = parseInput('recordMetrics', recordMetricsParameters, parameters)
  if (observations.length > 0) await db.query(RECORD_METRICS, [JSON.stringify(observations)])
}

const RECORD_METRICS = `
  SELECT course_outbox.record_metrics($1::text::jsonb)
`
