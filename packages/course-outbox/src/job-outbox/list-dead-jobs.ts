import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Job, jobs } from './job.js'

export interface ListDeadJobsParameters {
  /** Only jobs of this course. @default all */
  entityId?: string
  /** The id of the last job seen. @default from the first death on */
  after?: string
  /** Jobs at most, up to 1,000. @default 100 */
  limit?: number
}

const listDeadJobsParameters = z.object({
  entityId: z.guid().optional(),
  after: z.guid().optional(),
  limit: z.int().min(1).max(1000).default(100),
})

/**
 * Lists jobs that were given up, first death first.
 *
 * Nothing follows an `after` that is no longer dead.
 *
 * @throws InvalidInputError
 * @example
 * const dead = await listDeadJobs(pool, { limit: 20 })
 */
export async function listDeadJobs(db: Queryable, parameters: ListDeadJobsParameters = {}): Promise<Job[]> {
  const { entityId, after, limit } = parseInput('listDeadJobs', listDeadJobsParameters, parameters)
  const { rows } = await db.query(LIST_DEAD_JOBS, [entityId, after, limit])
  return jobs.parse(rows)
}

const LIST_DEAD_JOBS = `
  SELECT outbox_id, entity_id, queue_name, target_queue, job_data, job_options, aggregate_type, aggregate_id, order_key,
    created_at, next_attempt_at, processed_at, attempts, max_attempts, last_error, last_attempt_at, lease_until,
    failed_at, dead_reason
  FROM course_outbox.job_outbox
  WHERE processed_at IS NULL
    AND failed_at IS NOT NULL
    AND ($1::uuid IS NULL OR entity_id = $1)
    AND ($2::uuid IS NULL OR (failed_at, outbox_id) > (
      SELECT seen.failed_at, seen.outbox_id FROM course_outbox.job_outbox AS seen WHERE seen.outbox_id = $2
    ))
  ORDER BY failed_at, outbox_id
  LIMIT $3
`
