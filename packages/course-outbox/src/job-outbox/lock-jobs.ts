import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type ClaimedJob, claimedJobs } from './claimed-job.js'

export interface LockJobsParameters {
  /** The queue whose jobs to take. @default 'course-generation' */
  targetQueue?: string
  /** Jobs at most, up to 500. @default 100 */
  limit?: number
}

const lockJobsParameters = z.object({
  targetQueue: z.string().min(1).default('course-generation'),
  limit: z.int().min(1).max(500).default(100),
})

/**
 * Takes jobs for as long as the transaction lasts: those whose time has come, then the oldest.
 *
 * Pass a client inside a transaction, hand the jobs over, call `completeJobs` and
 * `failJobs`, commit. Whoever dies in between lets go at once, and nothing was written:
 * the jobs may then be in the queue already and go there again under the same id. Jobs
 * others have locked are passed over. Of jobs in strict order only the first is given.
 * Keep the transaction short: it holds vacuum back.
 *
 * @throws InvalidInputError
 * @example
 * const jobs = await lockJobs(client, { limit: 500 })
 */
export async function lockJobs(db: Queryable, parameters: LockJobsParameters = {}): Promise<ClaimedJob[]> {
  const { targetQueue, limit } = parseInput('lockJobs', lockJobsParameters, parameters)
  const { rows } = await db.query(LOCK_JOBS, [targetQueue, limit])
  return claimedJobs(rows)
}

const LOCK_JOBS = `
  SELECT outbox_id, fence::text AS fence, entity_id, queue_name, target_queue, job_data, job_options, order_key,
         created_at, attempts
  FROM course_outbox.lock_jobs($1, $2)
`
