import type { Queryable } from '@schemata/contract'
import type { Notifier } from '@schemata/worker'

import { inTransaction, type TransactionPool } from '../in-transaction.js'
import { OUTBOX_WAKE } from '../relay/outbox-wake.js'
import { acknowledgeJob } from './acknowledge-job.js'

export interface ConsumeOnceParameters<Value> {
  /** The id of the job in its queue. */
  outboxId: string
  /** What the job does, with the transaction that also holds its receipt. */
  effect: (db: Queryable) => Promise<Value>
  /** Wakes the relay afterwards: the next job of a strict order waits for this receipt. */
  notifier?: Pick<Notifier, 'notify'>
}

/** What became of it. Only `done` ran the effect. */
export type Consumed<Value> = { outcome: 'done'; value: Value } | { outcome: 'duplicate' } | { outcome: 'unknown' }

/**
 * Carries out the effect of a job exactly once, however often the job is delivered.
 *
 * Receipt and effect are one transaction, so what the effect does in this database happens
 * if and only if the receipt stands. What it does elsewhere may happen again after a crash:
 * pass the outbox id on as idempotency key. An effect that throws leaves no receipt, and
 * its error is passed on. Two consumers of the same job wait for one another.
 *
 * @throws InvalidInputError when the id is not one of an outbox.
 * @example
 * const { outcome } = await consumeOnce(pool, {
 *   outboxId: job.id,
 *   effect: (db) => markDocumentProcessed(db, job.data),
 * })
 */
export async function consumeOnce<Value>(
  pool: TransactionPool,
  { outboxId, effect, notifier }: ConsumeOnceParameters<Value>,
): Promise<Consumed<Value>> {
  const consumed = await inTransaction(pool, async (db): Promise<Consumed<Value>> => {
    const outcome = await acknowledgeJob(db, { outboxId })
    return outcome === 'acknowledged' ? { outcome: 'done', value: await effect(db) } : { outcome }
  })
  notifier?.notify(OUTBOX_WAKE)
  return consumed
}
