import type { Queryable } from '@schemata/contract'
import type { HeldJob } from '../job-outbox/claimed-job.js'
import { completeJobs } from '../job-outbox/complete-jobs.js'
import { completeJobsAwaitingReceipts } from '../receipts/complete-jobs-awaiting-receipts.js'

/**
 * Marks jobs that their queue took, awaiting receipts where a time for them is given.
 *
 * The ids come from the database itself, and go back as one text each way: to check and to
 * list five hundred of them again would cost more than the rest of the call.
 */
export async function markAccepted(
  db: Queryable,
  jobs: readonly HeldJob[],
  receiptWithinMs: number | undefined,
): Promise<void> {
  if (jobs.length === 0) return
  const ids = `{${jobs.map(({ outboxId }) => outboxId).join(',')}}`
  const fences = `{${jobs.map(({ fence }) => fence).join(',')}}`
  if (receiptWithinMs === undefined) await db.query(COMPLETE_JOBS, [ids, fences])
  else await db.query(COMPLETE_JOBS_AWAITING_RECEIPTS, [ids, fences, receiptWithinMs])
}

/** As `markAccepted`, and gives the ids of the jobs that were still the caller's. */
export function markAcceptedAndList(
  db: Queryable,
  jobs: readonly HeldJob[],
  receiptWithinMs: number | undefined,
): Promise<string[]> {
  const held = jobs.map(({ outboxId, fence }) => ({ outboxId, fence }))
  if (receiptWithinMs === undefined) return completeJobs(db, { jobs: held })
  return completeJobsAwaitingReceipts(db, { jobs: held, receiptWithinMs })
}

const COMPLETE_JOBS = `
  SELECT count(*) AS completed FROM course_outbox.complete_jobs($1::uuid[], $2::bigint[])
`

const COMPLETE_JOBS_AWAITING_RECEIPTS = `
  SELECT count(*) AS completed FROM course_outbox.complete_jobs_awaiting_receipts($1::uuid[], $2::bigint[], $3)
`
