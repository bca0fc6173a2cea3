import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { eachOnce, type HeldJob, heldJob } from './claimed-job.js'
import { withoutSecrets } from './without-secrets.js'

export interface FailedJob extends HeldJob {
  /** Why; the first 2,000 characters are kept, passwords in addresses are not. */
  error: string
  /** How long to wait before the next attempt, in milliseconds; null: there is none. */
  retryInMs: number | null
}

export interface FailJobsParameters {
  /** At most 1,000. */
  jobs: readonly FailedJob[]
}

export interface FailedJobOutcome {
  outboxId: string
  /** `dead` when there is to be no other attempt or `maxAttempts` is reached. */
  outcome: 'retry' | 'dead'
}

const failJobsParameters = z.object({
  jobs: z
    .array(heldJob.extend({ error: z.string(), retryInMs: z.int().min(0).nullable() }))
    .max(1000)
    .refine(eachOnce, 'expected each job once'),
})

const outcomes = z.array(
  z
    .object({ outbox_id: z.guid(), is_dead: z.boolean() })
    .transform((row): FailedJobOutcome => ({ outboxId: row.outbox_id, outcome: row.is_dead ? 'dead' : 'retry' })),
)

/**
 * Records failed attempts, and says which jobs will be tried again.
 *
 * A job that waits for its next attempt, or is dead, costs the claim nothing. One left out
 * of the answer is no longer the caller's.
 *
 * @throws InvalidInputError
 * @example
 * await failJobs(client, { jobs: [{ ...job, error: String(error), retryInMs: 1000 * 2 ** job.attempt }] })
 */
export async function failJobs(db: Queryable, parameters: FailJobsParameters): Promise<FailedJobOutcome[]> {
  const { jobs } = parseInput('failJobs', failJobsParameters, parameters)
  const { rows } = await db.query(FAIL_JOBS, [
    jobs.map(({ outboxId }) => outboxId),
    jobs.map(({ fence }) => fence),
    jobs.map(({ error }) => withoutSecrets(error)),
    jobs.map(({ retryInMs }) => retryInMs),
  ])
  return outcomes.parse(rows)
}

const FAIL_JOBS = `
  SELECT outbox_id, is_dead FROM course_outbox.fail_jobs($1::uuid[], $2::bigint[], $3::text[], $4::bigint[])
`
