import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface PurgeDeadJobsParameters {
  /** Only jobs that died longer ago, in milliseconds. */
  olderThanMs: number
  /** Jobs at most, up to 10,000. @default 1000 */
  limit?: number
}

const purgeDeadJobsParameters = z.object({
  olderThanMs: z.int().min(0),
  limit: z.int().min(1).max(10_000).default(1000),
})

/**
 * Deletes jobs that died long ago, first death first, and gives how many.
 *
 * No clean-up does this by itself. Passes over rows that others have locked.
 *
 * @throws InvalidInputError
 * @example
 * const purged = await purgeDeadJobs(pool, { olderThanMs: 90 * 86_400_000 })
 */
export async function purgeDeadJobs(db: Queryable, parameters: PurgeDeadJobsParameters): Promise<number> {
  const { olderThanMs, limit } = parseInput('purgeDeadJobs', purgeDeadJobsParameters, parameters)
  const { rows } = await db.query(PURGE_DEAD_JOBS, [olderThanMs, limit])
  return rows.length
}

const PURGE_DEAD_JOBS = `
  DELETE FROM course_outbox.job_outbox
  WHERE outbox_id = ANY (ARRAY(
    SELECT dead.outbox_id
    FROM course_outbox.job_outbox AS dead
    WHERE dead.processed_at IS NULL
      AND dead.failed_at <= now() - make_interval(secs => $1::float8 / 1000)
    ORDER BY dead.failed_at
    LIMIT $2
    FOR UPDATE SKIP LOCKED
  ))
  RETURNING outbox_id
`
