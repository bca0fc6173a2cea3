import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Job, jobs } from './job.js'

export interface ListPendingJobsParameters {
  /** Only jobs created longer ago than that, in milliseconds: the stuck ones. @default 0 */
  olderThanMs?: number
  /** Jobs at most, up to 1,000. @default 100 */
  limit?: number
}

const listPendingJobsParameters = z.object({
  olderThanMs: z.int().min(0).default(0),
  limit: z.int().min(1).max(1000).default(100),
})

/**
 * Lists jobs that have yet to reach their queue, oldest first; the dead are not among them.
 *
 * @throws InvalidInputError
 * @example
 * const stuck = await listPendingJobs(pool, { olderThanMs: 5 * 60_000 })
 */
export async function listPendingJobs(db: Queryable, parameters: ListPendingJobsParameters = {}): Promise<Job[]> {
  const { olderThanMs, limit } = parseInput('listPendingJobs', listPendingJobsParameters, parameters)
  const { rows } = await db.query(LIST_PENDING_JOBS, [olderThanMs, limit])
  return jobs.parse(rows)
}

const LIST_PENDING_JOBS = `
  SELECT outbox_id, entity_id, queue_name, target_queue, job_data, job_options, aggregate_type, aggregate_id, order_key,
    created_at, next_attempt_at, processed_at, attempts, max_attempts, last_error, last_attempt_at, lease_until,
    failed_at, dead_reason
  FROM course_outbox.job_outbox
  WHERE processed_at IS NULL
    AND failed_at IS NULL
    AND created_at <= now() - make_interval(secs => $1::float8 / 1000)
  ORDER BY created_at, seq
  LIMIT $2
`
