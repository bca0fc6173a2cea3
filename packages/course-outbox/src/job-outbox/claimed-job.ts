import { z } from 'zod'

/** A job, and the right to say how its attempt ended. */
export interface HeldJob {
  outboxId: string
  /** The number of the claim, a 64-bit integer as text; it never repeats for a job. */
  fence: string
}

export interface ClaimedJob extends HeldJob {
  /** The course. */
  entityId: string
  /** What kind of job it is; the name of the job in the queue. */
  queueName: string
  targetQueue: string
  data: Record<string, unknown>
  options: Record<string, unknown>
  orderKey: string | null
  createdAt: Date
  /** Attempts so far, this one included. */
  attempt: number
}

const claimedRow = z.object({
  outbox_id: z.guid(),
  fence: z.string(),
  entity_id: z.guid(),
  queue_name: z.string(),
  target_queue: z.string(),
  job_data: z.record(z.string(), z.unknown()),
  job_options: z.record(z.string(), z.unknown()),
  order_key: z.string().nullable(),
  created_at: z.date(),
  attempts: z.int(),
})

type ClaimedRow = z.output<typeof claimedRow>

/**
 * Reads what `lock_jobs` and `claim_jobs` give.
 *
 * All rows of an answer have the columns and types of the first, so that one is checked:
 * to check five hundred takes a relay as long as to read them.
 */
export function claimedJobs(rows: readonly unknown[]): ClaimedJob[] {
  demandClaimedRows(rows)
  return rows.map(toClaimedJob)
}

function demandClaimedRows(rows: readonly unknown[]): asserts rows is readonly ClaimedRow[] {
  if (rows.length > 0) claimedRow.parse(rows[0])
}

function toClaimedJob(row: ClaimedRow): ClaimedJob {
  return {
    outboxId: row.outbox_id,
    fence: row.fence,
    entityId: row.entity_id,
    queueName: row.queue_name,
    targetQueue: row.target_queue,
    data: row.job_data,
    options: row.job_options,
    orderKey: row.order_key,
    createdAt: row.created_at,
    attempt: row.attempts,
  }
}

export const heldJob = z.object({
  outboxId: z.guid(),
  fence: z.string().regex(/^\d{1,19}$/, 'expected the fence of a claim'),
})

/** True when no job stands in the list twice. */
export function eachOnce(held: readonly HeldJob[]): boolean {
  return new Set(held.map(({ outboxId }) => outboxId)).size === held.length
}

/** Jobs that the caller holds, at most 1,000 and none twice. */
export const heldJobs = z.array(heldJob).max(1000).refine(eachOnce, 'expected each job once')

/** The ids that a statement touched. */
export const touchedIds = z.array(z.object({ outbox_id: z.guid() }).transform((row) => row.outbox_id))
