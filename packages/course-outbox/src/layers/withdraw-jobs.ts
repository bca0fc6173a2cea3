import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { cancelPendingJobs } from '../job-outbox/cancel-pending-jobs.js'
import { parseInput } from '../parse-input.js'
import type { JobPublisher } from '../publishers/job-publisher.js'

export interface WithdrawJobsParameters {
  /** The course. */
  entityId: string
  publisher: Pick<JobPublisher, 'withdraw'>
}

export interface WithdrawnJobs {
  /** Ids of jobs that had not left the outbox; they are deleted. */
  cancelled: string[]
  /** Ids of jobs that were taken out of their queue before they began. */
  withdrawn: string[]
}

const handedOver = z.array(z.object({ outbox_id: z.guid(), target_queue: z.string() }))

/**
 * Takes back every job of a course that has not begun, from the outbox and from its queue.
 *
 * Call it when a course is restarted, and before one is deleted: its rows go with the
 * course, its jobs in the queue would not. Jobs of the last 30 days that run or have run are
 * left alone.
 *
 * @throws InvalidInputError
 * @example
 * await withdrawJobs(pool, { entityId, publisher })
 * await deleteCourse(pool, entityId)
 */
export async function withdrawJobs(
  db: Queryable,
  { entityId, publisher }: WithdrawJobsParameters,
): Promise<WithdrawnJobs> {
  const { id } = parseInput('withdrawJobs', z.object({ id: z.guid() }), { id: entityId })
  const cancelled = await cancelPendingJobs(db, { entityId: id })
  const { rows } = await db.query(LIST_HANDED_OVER, [id])
  const byQueue = new Map<string, string[]>()
  for (const { outbox_id: outboxId, target_queue: queue } of handedOver.parse(rows)) {
    byQueue.set(queue, [...(byQueue.get(queue) ?? []), outboxId])
  }
  const withdrawn: string[] = []
  for (const [queue, outboxIds] of byQueue) withdrawn.push(...((await publisher.withdraw?.(queue, outboxIds)) ?? []))
  await db.query(FORGET_RECEIPTS, [withdrawn])
  return { cancelled: cancelled.map(({ outboxId }) => outboxId), withdrawn }
}

const LIST_HANDED_OVER = `
  SELECT outbox_id, target_queue
  FROM course_outbox.job_outbox
  WHERE entity_id = $1 AND processed_at >= now() - interval '30 days' AND acked_at IS NULL
  ORDER BY processed_at, seq
`

// Nobody will give them.
const FORGET_RECEIPTS = `
  UPDATE course_outbox.job_outbox SET receipt_due_at = NULL WHERE outbox_id = ANY ($1::uuid[])
`
