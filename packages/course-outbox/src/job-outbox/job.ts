import { z } from 'zod'

/** A row as the statements of this folder list it. */
export const jobRow = z.object({
  outbox_id: z.guid(),
  entity_id: z.guid(),
  queue_name: z.string(),
  target_queue: z.string(),
  job_data: z.record(z.string(), z.unknown()),
  job_options: z.record(z.string(), z.unknown()),
  aggregate_type: z.string().nullable(),
  aggregate_id: z.string().nullable(),
  order_key: z.string().nullable(),
  created_at: z.date(),
  next_attempt_at: z.date().nullable(),
  processed_at: z.date().nullable(),
  attempts: z.int(),
  max_attempts: z.int(),
  last_error: z.string().nullable(),
  last_attempt_at: z.date().nullable(),
  lease_until: z.date().nullable(),
  failed_at: z.date().nullable(),
  dead_reason: z.string().nullable(),
})

/** What within its course a job is about. */
export interface Aggregate {
  type: string
  id: string
}

export interface Job {
  /** Also the id of the job in its queue. */
  outboxId: string
  /** The course. */
  entityId: string
  /** What kind of job it is; the name of the job in the queue. */
  queueName: string
  /** The queue that gets the job. */
  targetQueue: string
  data: Record<string, unknown>
  options: Record<string, unknown>
  aggregate: Aggregate | null
  /** Jobs with the same key are handed over one after the other. */
  orderKey: string | null
  createdAt: Date
  /** Not before then; null: at once, or over. */
  nextAttemptAt: Date | null
  /** When the queue took it. */
  processedAt: Date | null
  attempts: number
  maxAttempts: number
  lastError: string | null
  lastAttemptAt: Date | null
  /** Set while somebody holds it under a lease. */
  leaseUntil: Date | null
  /** When it was given up; dead until replayed. */
  failedAt: Date | null
  deadReason: string | null
}

/** The job that a row holds. */
export function toJob(row: z.infer<typeof jobRow>): Job {
  const { aggregate_type: type, aggregate_id: id } = row
  return {
    outboxId: row.outbox_id,
    entityId: row.entity_id,
    queueName: row.queue_name,
    targetQueue: row.target_queue,
    data: row.job_data,
    options: row.job_options,
    aggregate: type === null || id === null ? null : { type, id },
    orderKey: row.order_key,
    createdAt: row.created_at,
    nextAttemptAt: row.next_attempt_at,
    processedAt: row.processed_at,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    lastError: row.last_error,
    lastAttemptAt: row.last_attempt_at,
    leaseUntil: row.lease_until,
    failedAt: row.failed_at,
    deadReason: row.dead_reason,
  }
}

/** Reads jobs out of rows, or fails when a row is not one. */
export const jobs = z.array(jobRow.transform(toJob))
