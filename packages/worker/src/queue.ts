import type { Queryable } from '@schemata/contract'

/** One item, and the right to write about it. */
export interface Hold {
  readonly id: string
  /**
   * The number of this claim, a 64-bit integer as text. It never repeats for an id, not even
   * after a replay, so a write that carries an old one finds no row.
   */
  readonly fence: string
}

export interface Claimed<Item> extends Hold {
  /** Claims so far, this one included. Counted when claiming, so that a crash counts too. */
  readonly attempt: number
  readonly item: Item
  /** How long it had been ready, in milliseconds by the database's clock; feeds the lag metric. */
  readonly waitedMs?: number
}

export interface ClaimRequest {
  /** Recorded on the rows; for people, since the fence is what guards. */
  readonly workerId: string
  readonly limit: number
  /** How long the rows stay with this worker, counted by the database's clock from now. */
  readonly leaseMs: number
}

export interface Completion<Result> extends Hold {
  /** What the handler returned; undefined when a batch handler gave none for this item. */
  readonly result: Result | undefined
}

/** What ended an attempt. `permanent` errors, and what was cancelled, are never tried again. */
export type FailureKind = 'error' | 'permanent' | 'timeout' | 'cancelled'

export interface Failure extends Hold {
  readonly kind: FailureKind
  /** The error's name and message, at most 2,000 characters. */
  readonly error: string
  /** How long to wait before the next attempt; null means never. The cap on attempts is the package's. */
  readonly retryInMs: number | null
}

export interface FailureOutcome {
  readonly id: string
  readonly outcome: 'retry' | 'dead'
}

export interface Heartbeat {
  /** The ids whose hold still stands, now for another `leaseMs`. */
  readonly held: readonly string[]
  /** Those of them whose run somebody wants stopped. */
  readonly cancelRequested: readonly string[]
}

/**
 * What a package hands over so that a worker can run one of its queues.
 *
 * Each member is one accessor call, one statement, which commits by itself unless it is
 * given a client inside a transaction. Every write but `claim` and `sweep` touches a row only
 * where id *and* fence match, and gives the ids it touched: an id left out is a lost lease.
 * Lists never hold an id twice, and may be in any order.
 */
export interface Queue<Item, Result = void> {
  /** The name that wakes it, unique in the database: `build_orchestrator.build_queue`. */
  readonly name: string

  /**
   * Takes up to `limit` ready items in the queue's order, passing over rows that others
   * have locked. Raises each one's fence and attempt.
   */
  claim(db: Queryable, request: ClaimRequest): Promise<readonly Claimed<Item>[]>

  /**
   * Records success. Called again with the same fence, after an answer that was lost,
   * it best gives the id again.
   */
  complete(db: Queryable, completions: readonly Completion<Result>[]): Promise<readonly string[]>

  /** Records failed attempts, and says which items will be tried again. */
  fail(db: Queryable, failures: readonly Failure[]): Promise<readonly FailureOutcome[]>

  /**
   * Extends the leases of all items a process holds. Without it, a handler that takes longer
   * than the lease is aborted.
   */
  heartbeat?(db: Queryable, request: HeartbeatRequest): Promise<Heartbeat>

  /**
   * Gives items back at once, their attempt not counted, their fence kept. Without it they
   * are failed with no delay, which costs an attempt.
   */
  release?(db: Queryable, holds: readonly Hold[]): Promise<readonly string[]>

  /** `complete` and `claim` in one statement, for one round trip and one commit instead of two. */
  completeAndClaim?(db: Queryable, request: CompleteAndClaimRequest<Result>): Promise<CompletedAndClaimed<Item>>

  /**
   * Takes back what was leased to workers that went silent (a retry later, or dead when its
   * attempts are used up) and promotes what is due; at most `limit` rows, passing over locked
   * ones. Any number of processes may sweep. Gives the number of rows it changed.
   */
  sweep?(db: Queryable, request: { readonly limit: number }): Promise<number>
}

export interface HeartbeatRequest {
  readonly workerId: string
  readonly leaseMs: number
  readonly holds: readonly Hold[]
}

export interface CompleteAndClaimRequest<Result> extends ClaimRequest {
  readonly completions: readonly Completion<Result>[]
}

export interface CompletedAndClaimed<Item> {
  /** As `complete` gives it. */
  readonly completed: readonly string[]
  readonly claimed: readonly Claimed<Item>[]
}
