import type { Queryable } from '@schemata/contract'
import type { Notifier } from '@schemata/worker'

import type { TransactionPool } from '../in-transaction.js'
import { type Consumed, consumeOnce } from './consume-once.js'

/** A job as a worker of BullMQ gives it. */
export interface DeliveredJob {
  readonly id?: string | undefined
  readonly name: string
  readonly data: unknown
}

export interface OnceProcessorOptions<Job extends DeliveredJob, Value> {
  readonly pool: TransactionPool
  /** What a job does, with the transaction that also holds its receipt. */
  readonly effect: (db: Queryable, job: Job) => Promise<Value>
  /** Wakes the relay after each job; needed for speed where jobs are in strict order. */
  readonly notifier?: Pick<Notifier, 'notify'>
}

/**
 * Makes the processor of a BullMQ worker whose effects happen exactly once in the database.
 *
 * See `consumeOnce`. A job that was done before, or whose row is gone with its course, ends
 * well and does nothing; the result says so.
 *
 * @throws InvalidInputError from the processor, for a job that came from no outbox.
 * @example
 * new Worker('course-generation', createOnceProcessor({ pool, effect: (db, job) => process(db, job.data) }), { connection })
 */
export function createOnceProcessor<Job extends DeliveredJob, Value>(
  options: OnceProcessorOptions<Job, Value>,
): (job: Job) => Promise<Consumed<Value>> {
  const { pool, effect, notifier } = options
  return (job) =>
    consumeOnce(pool, {
      outboxId: job.id ?? '',
      effect: (db) => effect(db, job),
      ...(notifier === undefined ? {} : { notifier }),
    })
}
