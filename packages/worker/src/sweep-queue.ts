import type { WorkerPool } from './in-transaction.js'
import { isTransientError } from './is-transient-error.js'
import type { Queue } from './queue.js'
import { type Repeated, repeat } from './repeat.js'
import type { Emit } from './worker-event.js'
import type { Tally } from './worker-metrics.js'

export interface SweepFacts<Item, Result> {
  readonly queue: Queue<Item, Result>
  readonly pool: WorkerPool
  readonly sweepMs: number
  readonly tally: Tally
  readonly emit: Emit | undefined
  /** Called when rows became ready. */
  readonly onSwept: () => void
}

/** The most rows of one sweep, so that its transaction stays short. */
const MOST = 500

/** Sweeps at intervals, and again at once while there is more than one sweep takes. */
export function sweepQueue<Item, Result>(facts: SweepFacts<Item, Result>): Repeated {
  const { queue, pool, sweepMs, tally, emit, onSwept } = facts
  const sweep = queue.sweep?.bind(queue)
  // The first one soon: after a crash the same process is often the first to be back.
  return repeat(Math.min(sweepMs, 1000), async () => {
    if (sweep === undefined) return sweepMs
    try {
      const count = await sweep(pool, { limit: MOST })
      if (count === 0) return sweepMs
      tally.swept += count
      emit?.({ type: 'swept', count })
      onSwept()
      return count >= MOST ? 10 : sweepMs
    } catch (error) {
      if (isTransientError(error)) tally.databaseErrors += 1
      else emit?.({ type: 'error', during: 'sweep', error })
      return Math.max(sweepMs, 1000)
    }
  })
}
