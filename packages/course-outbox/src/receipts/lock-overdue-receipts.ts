import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type ClaimedJob, claimedJobs } from '../job-outbox/claimed-job.js'
import { parseInput } from '../parse-input.js'

export interface LockOverdueReceiptsParameters {
  /** The queue whose jobs to look at. @default 'course-generation' */
  targetQueue?: string
  /** Jobs at most, up to 500. @default 100 */
  limit?: number
}

const lockOverdueReceiptsParameters = z.object({
  targetQueue: z.string().min(1).default('course-generation'),
  limit: z.int().min(1).max(500).default(100),
})

/**
 * Takes jobs whose receipt is late for as long as the transaction lasts, oldest first.
 *
 * `attempt` counts how often each was handed over again, this time included. Jobs that a
 * consumer is just acknowledging are passed over. Say `postponeReceipts` before the commit.
 *
 * @throws InvalidInputError
 * @example
 * const late = await lockOverdueReceipts(client, { targetQueue: 'course-generation' })
 */
export async function lockOverdueReceipts(
  db: Queryable,
  parameters: LockOverdueReceiptsParameters = {},
): Promise<ClaimedJob[]> {
  const { targetQueue, limit } = parseInput('lockOverdueReceipts', lockOverdueReceiptsParameters, parameters)
  const { rows } = await db.query(LOCK_OVERDUE_RECEIPTS, [targetQueue, limit])
  return claimedJobs(rows)
}

const LOCK_OVERDUE_RECEIPTS = `
  SELECT outbox_id, fence::text AS fence, entity_id, queue_name, target_queue, job_data, job_options, order_key,
         created_at, attempts
  FROM course_outbox.lock_overdue_receipts($1, $2)
`
