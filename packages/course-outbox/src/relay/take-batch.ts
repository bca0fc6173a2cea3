import type { Queryable } from '@schemata/contract'

import { type ClaimedJob, claimedJobs } from '../job-outbox/claimed-job.js'

/**
 * Takes jobs for as long as the transaction lasts, as `lockJobs` does, and lets the server end
 * a transaction that stands idle for `idleLimitMs`, and with it the locks: this process may hang.
 */
export async function takeBatch(
  db: Queryable,
  { queue, batch, idleLimitMs }: { queue: string; batch: number; idleLimitMs: number },
): Promise<ClaimedJob[]> {
  const { rows } = await db.query(TAKE_BATCH, [queue, batch, String(idleLimitMs)])
  return claimedJobs(rows)
}

const TAKE_BATCH = `
  SELECT outbox_id, fence::text AS fence, entity_id, queue_name, target_queue, job_data, job_options, order_key,
         created_at, attempts
  FROM set_config('idle_in_transaction_session_timeout', $3, true)
  CROSS JOIN course_outbox.lock_jobs($1, $2)
`
