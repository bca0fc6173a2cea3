import { CancelledError } from './errors.js'
import type { HeldItem } from './held-item.js'
import type { Holds } from './holds.js'
import type { WorkerPool } from './in-transaction.js'
import { isTransientError } from './is-transient-error.js'
import type { Queue } from './queue.js'
import { type Repeated, repeat } from './repeat.js'
import type { Emit } from './worker-event.js'
import type { Tally } from './worker-metrics.js'

export interface KeepLeasesFacts<Item, Result> {
  readonly queue: Queue<Item, Result>
  readonly pool: WorkerPool
  readonly workerId: string
  readonly leaseMs: number
  readonly holds: Holds<Item>
  readonly tally: Tally
  readonly emit: Emit | undefined
}

/**
 * Renews the leases of everything held, in one statement, three times per lease; tells
 * handlers whose item was taken or cancelled; and aborts those whose lease ran out
 * because the database did not answer, by this process's own clock.
 */
export function keepLeases<Item, Result>(facts: KeepLeasesFacts<Item, Result>): Repeated {
  const { leaseMs } = facts
  const watch = setInterval(() => expire(facts), leaseMs / 10)
  watch.unref()
  const beats = repeat(leaseMs / 3, () => beat(facts))
  return {
    stop() {
      clearInterval(watch)
      beats.stop()
    },
  }
}

function expire<Item, Result>({ holds, leaseMs, emit }: KeepLeasesFacts<Item, Result>): void {
  const ids = holds.expire(leaseMs, performance.now())
  if (ids.length > 0) emit?.({ type: 'expired', ids })
}

/** Gives the wait until the next one. */
async function beat<Item, Result>(facts: KeepLeasesFacts<Item, Result>): Promise<number> {
  const { queue, pool, workerId, leaseMs, holds, tally, emit } = facts
  const sentAt = performance.now()
  // What was claimed a moment ago is most likely over before the next beat.
  const due = holds.all().filter((held) => sentAt - held.renewedAt > leaseMs / 10)
  if (queue.heartbeat === undefined || due.length === 0) return leaseMs / 3
  try {
    const answer = await queue.heartbeat(pool, {
      workerId,
      leaseMs,
      holds: due.map(({ id, fence }) => ({ id, fence })),
    })
    apply(facts, due, answer, sentAt)
    return leaseMs / 3
  } catch (error) {
    if (isTransientError(error)) tally.databaseErrors += 1
    else emit?.({ type: 'error', during: 'heartbeat', error })
    return Math.min(1000, leaseMs / 10)
  }
}

function apply<Item, Result>(
  { holds, tally, emit }: KeepLeasesFacts<Item, Result>,
  due: HeldItem<Item>[],
  answer: { held: readonly string[]; cancelRequested: readonly string[] },
  sentAt: number,
): void {
  const kept = new Set(answer.held)
  const lost: string[] = []
  for (const held of due) {
    if (kept.has(held.id)) held.renewedAt = sentAt
    // Settled while the heartbeat was under way: nothing is lost.
    else if (holds.has(held)) {
      holds.lose(held)
      lost.push(held.id)
    }
  }
  tally.lost += lost.length
  if (lost.length > 0) emit?.({ type: 'lost', ids: lost })
  const cancelled = new Set(answer.cancelRequested)
  const told = due.filter((held) => cancelled.has(held.id) && holds.has(held) && held.abortReason === undefined)
  for (const held of told) held.abort(new CancelledError({ id: held.id }))
  if (told.length > 0) emit?.({ type: 'cancelRequested', ids: told.map(({ id }) => id) })
}
