import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

export interface OutboxStatistics {
  /** Jobs that have yet to reach their queue, the dead aside; counted up to 100,000. */
  pending: number
  /** Of them: may go now. */
  ready: number
  /** Of them: wait for their time, or their next attempt. */
  delayed: number
  /** Of them: held under a lease. */
  leased: number
  /** Given up; counted up to 100,000. */
  dead: number
  /** The age of the oldest ready job; null when none is ready. A growing one means that no relay keeps up. */
  oldestReadySeconds: number | null
  processedLastHour: number
  /** From creation to processing, over jobs of the last hour; null when there were none. */
  averageSecondsLastHour: number | null
  /** When a job was last processed, within the last 30 days or so; null when none was. */
  lastProcessedAt: Date | null
}

const outboxStatisticsRow = z
  .object({
    ready: z.int(),
    delayed: z.int(),
    leased: z.int(),
    dead: z.int(),
    oldest_ready_seconds: z.number().nullable(),
    processed_last_hour: z.int(),
    average_seconds_last_hour: z.number().nullable(),
    last_processed_at: z.date().nullable(),
  })
  .transform(
    (row): OutboxStatistics => ({
      pending: row.ready + row.delayed + row.leased,
      ready: row.ready,
      delayed: row.delayed,
      leased: row.leased,
      dead: row.dead,
      oldestReadySeconds: row.oldest_ready_seconds,
      processedLastHour: row.processed_last_hour,
      averageSecondsLastHour: row.average_seconds_last_hour,
      lastProcessedAt: row.last_processed_at,
    }),
  )

/**
 * Gives how the outbox is doing, from the database rather than from one process.
 *
 * Reads what is pending and what was processed lately, never the processed rows as a
 * whole, so it may be polled.
 *
 * @example
 * const { pending, oldestReadySeconds } = await getOutboxStatistics(pool)
 */
export async function getOutboxStatistics(db: Queryable): Promise<OutboxStatistics> {
  const { rows } = await db.query(GET_OUTBOX_STATISTICS)
  return outboxStatisticsRow.parse(rows[0])
}

// What was created in the last hour and is processed was processed in the last hour: said
// so, the index on processed_at serves both.
const GET_OUTBOX_STATISTICS = `
  SELECT waiting.ready, waiting.delayed, waiting.leased, dead.dead, waiting.oldest_ready_seconds,
         recent.processed_last_hour, recent.average_seconds_last_hour,
         (SELECT max(processed_at) FROM course_outbox.job_outbox WHERE processed_at IS NOT NULL) AS last_processed_at
  FROM (
    SELECT count(*) FILTER (WHERE lease_until IS NULL AND next_attempt_at IS NULL)::integer AS ready,
           count(*) FILTER (WHERE lease_until IS NULL AND next_attempt_at IS NOT NULL)::integer AS delayed,
           count(*) FILTER (WHERE lease_until IS NOT NULL)::integer AS leased,
           extract(epoch FROM clock_timestamp() - min(created_at)
             FILTER (WHERE lease_until IS NULL AND next_attempt_at IS NULL))::float8 AS oldest_ready_seconds
    FROM (
      SELECT created_at, lease_until, next_attempt_at
      FROM course_outbox.job_outbox
      WHERE processed_at IS NULL AND failed_at IS NULL
      ORDER BY created_at
      LIMIT 100000
    ) AS pending
  ) AS waiting,
  (
    SELECT count(*)::integer AS dead
    FROM (
      SELECT FROM course_outbox.job_outbox WHERE processed_at IS NULL AND failed_at IS NOT NULL LIMIT 100000
    ) AS given_up
  ) AS dead,
  (
    SELECT count(*)::integer AS processed_last_hour,
           avg(extract(epoch FROM processed_at - created_at))
             FILTER (WHERE created_at >= now() - interval '1 hour')::float8 AS average_seconds_last_hour
    FROM course_outbox.job_outbox
    WHERE processed_at >= now() - interval '1 hour'
  ) AS recent
`
