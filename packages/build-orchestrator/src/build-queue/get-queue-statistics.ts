import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

export interface QueueStatistics {
  /** Builds that wait. */
  pending: number
  building: number
  /** Successful since midnight (UTC). */
  doneToday: number
  /** Failed or timed out since midnight (UTC). */
  failedToday: number
  /** Of successful builds, last 24 hours; null when there was none. */
  averageDurationSeconds: number | null
  /** 0 to 100: successful ones among those that ended in the last 24 hours; null when none did. */
  successRatePercent: number | null
  /** When the build that waits longest was queued; null when none waits. */
  oldestPendingAt: Date | null
}

const queueStatistics = z
  .object({
    pending: z.int(),
    building: z.int(),
    done_today: z.int(),
    failed_today: z.int(),
    average_duration_seconds: z.number().nullable(),
    success_rate_percent: z.number().nullable(),
    oldest_pending_at: z.date().nullable(),
  })
  .transform(
    (row): QueueStatistics => ({
      pending: row.pending,
      building: row.building,
      doneToday: row.done_today,
      failedToday: row.failed_today,
      averageDurationSeconds: row.average_duration_seconds,
      successRatePercent: row.success_rate_percent,
      oldestPendingAt: row.oldest_pending_at,
    }),
  )

/**
 * Gives the state of the queue in one look: what waits, what runs, and how the last day went.
 *
 * Cancelled builds count as neither done nor failed; of a retried build, only the
 * latest finished run counts.
 *
 * @example
 * const { pending, oldestPendingAt } = await getQueueStatistics(pool)
 */
export async function getQueueStatistics(db: Queryable): Promise<QueueStatistics> {
  const { rows } = await db.query(GET_QUEUE_STATISTICS)
  return queueStatistics.parse(rows[0])
}

// Finished builds are counted by their results, of which those of the last day are found by an index.
const GET_QUEUE_STATISTICS = `
  SELECT waiting.pending::float8 AS pending,
    running.building::float8 AS building,
    ended.done_today::float8 AS done_today,
    ended.failed_today::float8 AS failed_today,
    ended.average_duration_seconds::float8 AS average_duration_seconds,
    ended.success_rate_percent::float8 AS success_rate_percent,
    waiting.oldest_pending_at
  FROM (
    SELECT count(*) AS pending, min(queued_at) AS oldest_pending_at
    FROM build_orchestrator.build_queue
    WHERE status = 'queued'
  ) AS waiting
  CROSS JOIN (
    SELECT count(*) AS building
    FROM build_orchestrator.build_queue
    WHERE status = 'building'
  ) AS running
  CROSS JOIN (
    SELECT count(*) FILTER (WHERE success AND created_at >= date_trunc('day', now(), 'UTC')) AS done_today,
      count(*) FILTER (WHERE NOT success AND created_at >= date_trunc('day', now(), 'UTC')) AS failed_today,
      round(avg(actual_duration_seconds) FILTER (WHERE success), 2) AS average_duration_seconds,
      round(100.0 * count(*) FILTER (WHERE success) / nullif(count(*), 0), 2) AS success_rate_percent
    FROM build_orchestrator.build_results
    WHERE created_at >= now() - interval '24 hours'
  ) AS ended
`
