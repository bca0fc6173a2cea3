import type { FailureKind } from './queue.js'

/**
 * What a worker says of itself. It never prints: log these, or count them.
 *
 * A listener that throws changes nothing. Events of single items are only made when
 * there is a listener.
 */
export type WorkerEvent =
  | { readonly type: 'started'; readonly workerId: string }
  | { readonly type: 'claimed'; readonly count: number; readonly tookMs: number }
  | { readonly type: 'completed'; readonly ids: readonly string[] }
  | { readonly type: 'failed'; readonly id: string; readonly kind: FailureKind; readonly outcome: 'retry' | 'dead' }
  /** A handler threw; what became of the item follows when it is recorded. */
  | { readonly type: 'threw'; readonly id: string; readonly attempt: number; readonly error: unknown }
  | { readonly type: 'released'; readonly ids: readonly string[] }
  /** The items are no longer this worker's; what it did about them was refused. */
  | { readonly type: 'lost'; readonly ids: readonly string[] }
  /** No heartbeat succeeded within the lease; the handlers were told to stop. */
  | { readonly type: 'expired'; readonly ids: readonly string[] }
  | { readonly type: 'cancelRequested'; readonly ids: readonly string[] }
  | { readonly type: 'swept'; readonly count: number }
  /** What the handlers need is away; nothing is claimed for so long. */
  | { readonly type: 'paused'; readonly forMs: number; readonly error: unknown }
  | { readonly type: 'resumed' }
  | { readonly type: 'databaseAway'; readonly error: unknown; readonly nextTryInMs: number }
  | { readonly type: 'databaseBack'; readonly awayMs: number }
  /** A call of the package failed for a reason of its own. */
  | { readonly type: 'error'; readonly during: Activity; readonly error: unknown; readonly ids?: readonly string[] }
  | { readonly type: 'draining' }
  | ({ readonly type: 'stopped' } & DrainReport)

export type Activity = 'claim' | 'complete' | 'fail' | 'release' | 'heartbeat' | 'sweep'

/** What became of the items that were held when the worker was told to stop. */
export interface DrainReport {
  /** Ended by themselves in time. */
  readonly finished: number
  /** Given back: not begun, or stopped by their signal. */
  readonly released: number
  /** Not recorded before the time was over; their leases run out and the sweep takes them. */
  readonly abandoned: number
}

export type Emit = (event: WorkerEvent) => void
