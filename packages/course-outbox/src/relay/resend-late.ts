import { inTransaction } from '../in-transaction.js'
import { PublisherUnavailableError } from '../publishers/errors.js'
import { lockOverdueReceipts } from '../receipts/lock-overdue-receipts.js'
import { postponeReceipts } from '../receipts/postpone-receipts.js'
import { recordJobEvents } from './record-job-events.js'
import type { RelaySettings } from './relay-options.js'
import { within } from './within.js'

export interface Resent {
  /** Handed over again. */
  readonly jobs: number
  /** Late, but still in the queue. */
  readonly waiting: number
  /** Given up. */
  readonly dead: readonly string[]
  /** True when there may be more. */
  readonly full: boolean
}

const NOTHING: Resent = { jobs: 0, waiting: 0, dead: [], full: false }
const BATCH = 500

/** Hands one batch of jobs over again whose receipt is late and which their queue lost, or has done without one. */
export async function resendLate(settings: RelaySettings, signal: AbortSignal): Promise<Resent> {
  const { pool, publisher, queue, receipts, events, batchTimeoutMs } = settings
  if (receipts === undefined || publisher.republish === undefined) return NOTHING
  const republish = publisher.republish.bind(publisher)
  return inTransaction(pool, async (db) => {
    const late = await lockOverdueReceipts(db, { targetQueue: queue, limit: BATCH })
    if (late.length === 0) return NOTHING
    const onTimeout = () => new PublisherUnavailableError({ publisher: publisher.name, reason: 'it did not answer' })
    const work = republish(queue, late, { signal, db })
    const resent = new Set(await within(work, { ms: batchTimeoutMs, signal, onTimeout }))
    const postponed = await postponeReceipts(db, {
      jobs: late.map(({ outboxId }) => ({ outboxId, resent: resent.has(outboxId) })),
      receiptWithinMs: receipts.withinMs,
    })
    const dead = postponed.filter(({ outcome }) => outcome === 'dead').map(({ outboxId }) => outboxId)
    if (events !== 'none') {
      await recordJobEvents(
        db,
        dead.map((outboxId) => ({ outboxId, eventType: 'JOB_FAILED' })),
      )
    }
    return { jobs: resent.size, waiting: late.length - resent.size, dead, full: late.length === BATCH }
  })
}
