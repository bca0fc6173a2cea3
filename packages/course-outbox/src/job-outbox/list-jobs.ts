import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Job, jobs } from './job.js'

export interface ListJobsParameters {
  /** The course. */
  entityId: string
  /** Jobs at most, up to 1,000. @default 100 */
  limit?: number
}

const listJobsParameters = z.object({ entityId: z.guid(), limit: z.int().min(1).max(1000).default(100) })

/**
 * Lists the jobs of a course, newest first: those that wait, those that went, the dead.
 *
 * @throws InvalidInputError
 * @example
 * const jobs = await listJobs(pool, { entityId })
 */
export async function listJobs(db: Queryable, parameters: ListJobsParameters): Promise<Job[]> {
  const { entityId, limit } = parseInput('listJobs', listJobsParameters, parameters)
  const { rows } = await db.query(LIST_JOBS, [entityId, limit])
  return jobs.parse(rows)
}

const LIST_JOBS = `
  SELECT outbox_id, entity_id, queue_name, target_queue, job_data, job_options, aggregate_type, aggregate_id, order_key,
    created_at, next_attempt_at, processed_at, attempts, max_attempts, last_error, last_attempt_at, lease_until,
    failed_at, dead_reason
  FROM course_outbox.job_outbox
  WHERE entity_id = $1
  ORDER BY created_at DESC, seq DESC
  LIMIT $2
`
