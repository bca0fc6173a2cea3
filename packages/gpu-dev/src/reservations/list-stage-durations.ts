import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListStageDurationsParameters {
  /** Of reservations requested from then on. */
  from: Date
  /** And before then. @default now */
  to?: Date
}

/** How long the stages of reservations of one kind took, in seconds; null where none got so far. */
export interface StageDurations {
  gpuType: string | null
  reservations: number
  medianQueueSeconds: number | null
  p95QueueSeconds: number | null
  medianPreparationSeconds: number | null
  p95PreparationSeconds: number | null
  medianUseSeconds: number | null
}

const listStageDurationsParameters = z.object({ from: z.date(), to: z.date().optional() })

const seconds = z.number().nullable()
const stageDurations = z
  .object({
    gpu_type: z.string().nullable(),
    reservations: z.number(),
    median_queue: seconds,
    p95_queue: seconds,
    median_preparation: seconds,
    p95_preparation: seconds,
    median_use: seconds,
  })
  .transform(
    (row): StageDurations => ({
      gpuType: row.gpu_type,
      reservations: row.reservations,
      medianQueueSeconds: row.median_queue,
      p95QueueSeconds: row.p95_queue,
      medianPreparationSeconds: row.median_preparation,
      p95PreparationSeconds: row.p95_preparation,
      medianUseSeconds: row.median_use,
    }),
  )

/**
 * Says how long reservations of each kind waited, were prepared and were used.
 *
 * @throws InvalidInputError
 * @example
 * const durations = await listStageDurations(pool, { from: new Date(Date.now() - 7 * 86_400_000) })
 */
export async function listStageDurations(
  db: Queryable,
  parameters: ListStageDurationsParameters,
): Promise<StageDurations[]> {
  const { from, to } = parseInput('listStageDurations', listStageDurationsParameters, parameters)
  const { rows } = await db.query(LIST_STAGE_DURATIONS, [from, to])
  return z.array(stageDurations).parse(rows)
}

const LIST_STAGE_DURATIONS = `
  SELECT
    gpu_type,
    count(*)::float8 AS reservations,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY queue_seconds) AS median_queue,
    percentile_cont(0.95) WITHIN GROUP (ORDER BY queue_seconds) AS p95_queue,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY preparation_seconds) AS median_preparation,
    percentile_cont(0.95) WITHIN GROUP (ORDER BY preparation_seconds) AS p95_preparation,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY use_seconds) AS median_use
  FROM gpu_dev.reservation_timelines
  WHERE created_at >= $1 AND created_at < coalesce($2::timestamptz, clock_timestamp())
  GROUP BY gpu_type
  ORDER BY gpu_type NULLS LAST
`
