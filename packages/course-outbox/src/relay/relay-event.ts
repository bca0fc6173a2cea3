/** What a relay tells while it runs. Nothing of it is needed for correctness. */
export type RelayEvent =
  | { readonly type: 'handed-over'; readonly jobs: number; readonly refused: number; readonly durationMs: number }
  /** The job was given up. */
  | { readonly type: 'dead'; readonly outboxId: string; readonly error: string }
  /** Nothing is handed over for now: the queue is away, or holds as much as it should. */
  | { readonly type: 'paused'; readonly reason: 'unavailable' | 'full'; readonly error?: unknown }
  | { readonly type: 'resumed'; readonly afterMs: number }
  /** Late receipts: so many jobs were handed over again, so many are still in the queue. */
  | { readonly type: 'resent'; readonly jobs: number; readonly waiting: number }
  /** What protects batches from now on: transactions kept being ended in mid-batch, or no longer are. */
  | { readonly type: 'mode'; readonly mode: 'transaction' | 'lease' }
  /** The database did not do what it was asked; the relay tries again. */
  | { readonly type: 'error'; readonly error: unknown; readonly nextTryInMs: number }
  | { readonly type: 'stopped'; readonly drained: boolean }
