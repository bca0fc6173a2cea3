import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type ClaimedJob, claimedJobs } from './claimed-job.js'

export interface ClaimJobsParameters {
  /** Recorded for people to read; the fence is what guards. */
  workerId: string
  /** How long the jobs stay with this worker, by the clock of the database. */
  leaseMs: number
  /** The queue whose jobs to take. @default 'course-generation' */
  targetQueue?: string
  /** Jobs at most, up to 500. @default 100 */
  limit?: number
}

const claimJobsParameters = z.object({
  workerId: z.string().min(1).max(200),
  leaseMs: z.int().min(1).max(86_400_000),
  targetQueue: z.string().min(1).default('course-generation'),
  limit: z.int().min(1).max(500).default(100),
})

/**
 * Takes jobs under a lease, oldest first.
 *
 * For what hands over slowly. The attempt counts from now on, so that one that crashes
 * its worker counts too; `sweepJobs` takes back what a silent worker holds. Every later
 * write states the fence, so whoever lost a job cannot write about it any more. Jobs
 * others have locked are passed over. Of jobs in strict order only the first is given.
 *
 * @throws InvalidInputError
 * @example
 * const jobs = await claimJobs(pool, { workerId: 'relay-1', leaseMs: 30_000 })
 */
export async function claimJobs(db: Queryable, parameters: ClaimJobsParameters): Promise<ClaimedJob[]> {
  const { workerId, leaseMs, targetQueue, limit } = parseInput('claimJobs', claimJobsParameters, parameters)
  const { rows } = await db.query(CLAIM_JOBS, [targetQueue, limit, workerId, leaseMs])
  return claimedJobs(rows)
}

const CLAIM_JOBS = `
  SELECT outbox_id, fence::text AS fence, entity_id, queue_name, target_queue, job_data, job_options, order_key,
         created_at, attempts
  FROM course_outbox.claim_jobs($1, $2, $3, $4)
`
