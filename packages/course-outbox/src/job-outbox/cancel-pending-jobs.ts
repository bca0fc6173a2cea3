import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface CancelPendingJobsParameters {
  /** The course. */
  entityId: string
  /** Only jobs of this kind. @default all */
  queueName?: string
}

export interface CancelledJob {
  outboxId: string
  queueName: string
  targetQueue: string
  /** Somebody held it under a lease: the queue may have it all the same. Remove the job with this id there. */
  wasLeased: boolean
}

const cancelPendingJobsParameters = z.object({ entityId: z.guid(), queueName: z.string().min(1).optional() })

const cancelledJobs = z.array(
  z
    .object({ outbox_id: z.guid(), queue_name: z.string(), target_queue: z.string(), was_leased: z.boolean() })
    .transform(
      (row): CancelledJob => ({
        outboxId: row.outbox_id,
        queueName: row.queue_name,
        targetQueue: row.target_queue,
        wasLeased: row.was_leased,
      }),
    ),
)

/**
 * Deletes the jobs of a course that have yet to reach their queue, dead ones too, and
 * gives what was deleted.
 *
 * To be called when a course is restarted, else its old jobs go out later. Waits for a
 * relay that is handing some of them over; those it succeeds with stay. Nothing of a
 * course is left for a relay once the transaction commits.
 *
 * @throws InvalidInputError
 * @example
 * const cancelled = await cancelPendingJobs(client, { entityId })
 */
export async function cancelPendingJobs(
  db: Queryable,
  parameters: CancelPendingJobsParameters,
): Promise<CancelledJob[]> {
  const { entityId, queueName } = parseInput('cancelPendingJobs', cancelPendingJobsParameters, parameters)
  const { rows } = await db.query(CANCEL_PENDING_JOBS, [entityId, queueName])
  return cancelledJobs.parse(rows)
}

const CANCEL_PENDING_JOBS = `
  DELETE FROM course_outbox.job_outbox
  WHERE entity_id = $1
    AND processed_at IS NULL
    AND ($2::text IS NULL OR queue_name = $2)
  RETURNING outbox_id, queue_name, target_queue, lease_until IS NOT NULL AS was_leased
`
