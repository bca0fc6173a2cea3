import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type HeldJob, heldJobs, touchedIds } from '../job-outbox/claimed-job.js'
import { parseInput } from '../parse-input.js'

export interface CompleteJobsAwaitingReceiptsParameters {
  /** At most 1,000. */
  jobs: readonly HeldJob[]
  /** How long the consumer has until the job is handed over again, in milliseconds. */
  receiptWithinMs: number
}

const completeJobsAwaitingReceiptsParameters = z.object({
  jobs: heldJobs,
  receiptWithinMs: z.int().min(100).max(2_592_000_000),
})

/**
 * Marks jobs as processed, awaits a receipt of each, and gives the ids it marked.
 *
 * As `completeJobs`, by the clock of the database. A job whose consumer was quicker than
 * this mark is not awaited. Use it only where every consumer of the queue acknowledges.
 *
 * @throws InvalidInputError
 * @example
 * await completeJobsAwaitingReceipts(client, { jobs, receiptWithinMs: 60_000 })
 */
export async function completeJobsAwaitingReceipts(
  db: Queryable,
  parameters: CompleteJobsAwaitingReceiptsParameters,
): Promise<string[]> {
  const { jobs, receiptWithinMs } = parseInput(
    'completeJobsAwaitingReceipts',
    completeJobsAwaitingReceiptsParameters,
    parameters,
  )
  const ids = jobs.map(({ outboxId }) => outboxId)
  const fences = jobs.map(({ fence }) => fence)
  const { rows } = await db.query(COMPLETE_JOBS_AWAITING_RECEIPTS, [ids, fences, receiptWithinMs])
  return touchedIds.parse(rows)
}

const COMPLETE_JOBS_AWAITING_RECEIPTS = `
  SELECT outbox_id
  FROM course_outbox.complete_jobs_awaiting_receipts($1::uuid[], $2::bigint[], $3) AS completed (outbox_id)
`
