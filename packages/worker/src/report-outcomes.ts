import { SchemaError } from '@schemata/contract'

import type { Breaker } from './breaker.js'
import { errorText } from './error-text.js'
import type { HeldItem } from './held-item.js'
import type { Holds } from './holds.js'
import { judgeFailure } from './judge-failure.js'
import type { Outcomes } from './outcomes.js'
import type { ResolvedOptions } from './resolve-options.js'
import { retryDelay } from './retry-delay.js'
import type { Settlements } from './settlements.js'
import { Suspects } from './suspects.js'
import type { Emit } from './worker-event.js'
import type { Tally } from './worker-metrics.js'
import type { FailedAttempt } from './worker-options.js'

export interface OutcomeFacts<Item, Result> {
  readonly options: ResolvedOptions<Item, Result>
  readonly holds: Holds<Item>
  readonly settlements: Settlements<Item, Result>
  readonly breaker: Breaker
  readonly tally: Tally
  readonly emit: Emit | undefined
  /** Gives back what has not begun, when a pause begins. */
  readonly onPause: () => void
}

/** Turns the ends of handlers into what the database is told. */
export function reportOutcomes<Item, Result>(facts: OutcomeFacts<Item, Result>): Outcomes<Item, Result> {
  const { holds, settlements, breaker, tally, emit } = facts
  const suspects = new Suspects()
  const well = (held: HeldItem<Item>): void => {
    suspects.clear(held.id)
    if (breaker.close(performance.now())) emit?.({ type: 'resumed' })
  }
  return {
    succeeded(held, result) {
      well(held)
      if (!held.lost) settlements.complete(held, result)
    },
    acknowledged(items) {
      for (const held of items) {
        well(held)
        holds.remove(held)
      }
      tally.completed += items.length
      if (items.length > 0) emit?.({ type: 'completed', ids: items.map(({ id }) => id) })
    },
    refused(held) {
      if (!held.lost) {
        tally.lost += 1
        emit?.({ type: 'lost', ids: [held.id] })
      }
      holds.lose(held)
    },
    threw(held, error) {
      emit?.({ type: 'threw', id: held.id, attempt: held.attempt, error })
      if (!held.lost) settle(facts, held, error, suspects, well)
    },
  }
}

function settle<Item, Result>(
  facts: OutcomeFacts<Item, Result>,
  held: HeldItem<Item>,
  error: unknown,
  suspects: Suspects,
  well: (held: HeldItem<Item>) => void,
): void {
  const { options, settlements } = facts
  const { attempt, item } = held
  const retryInMs = delayOf(options, { attempt, error, item })
  const lastAttempt = options.maxAttempts !== undefined && attempt >= options.maxAttempts
  const verdict = judgeFailure({ error, abortReason: held.abortReason, retryInMs, lastAttempt })
  switch (verdict.kind) {
    case 'release':
      settlements.release(held, errorText(error))
      break
    case 'pause':
      if (!SchemaError.is(error) && suspects.note(held.id)) {
        settlements.fail(held, { kind: 'error', error: errorText(error), retryInMs: lastAttempt ? null : retryInMs })
        break
      }
      settlements.release(held, errorText(error))
      pause(facts, error)
      break
    case 'fail':
      well(held)
      settlements.fail(held, verdict.failure)
  }
}

function pause<Item, Result>({ breaker, emit, onPause }: OutcomeFacts<Item, Result>, error: unknown): void {
  const forMs = breaker.open(performance.now())
  onPause()
  if (forMs !== undefined) emit?.({ type: 'paused', forMs, error })
}

/** The delay that the options ask for; the usual one when their function fails. */
function delayOf<Item, Result>(options: ResolvedOptions<Item, Result>, failed: FailedAttempt<Item>): number {
  try {
    const asked = options.retryInMs(failed)
    if (Number.isFinite(asked)) return Math.max(0, asked)
  } catch {
    // An item must be settled even if nobody can say when.
  }
  return retryDelay(failed.attempt)
}
