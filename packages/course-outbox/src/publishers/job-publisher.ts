import type { Queryable } from '@schemata/contract'

import type { ClaimedJob } from '../job-outbox/claimed-job.js'

export interface PublishContext {
  /** Aborts when the time for the batch is over or the relay stops. */
  readonly signal: AbortSignal
  /**
   * The transaction that holds the jobs, for publishers that write to the same database.
   * Undefined in lease mode. A statement that may fail needs a savepoint.
   */
  readonly db: Queryable | undefined
}

/** Where a relay hands jobs over. Implementations are safe to call again with the same jobs. */
export interface JobPublisher {
  /** For people to read. */
  readonly name: string
  /**
   * True when it writes in the transaction that marks the jobs, so that each arrives once; its
   * relay then never changes to leases by itself. @default false
   */
  readonly sendsInTransaction?: boolean
  /**
   * Hands jobs of one queue over, in order; resolves when the queue holds all of them. A
   * rejection says that at least one was not taken: the relay halves the batch to find it.
   * `JobRefusedError` for a job that can never be taken.
   */
  publish(targetQueue: string, jobs: readonly ClaimedJob[], context: PublishContext): Promise<void>
  /** True when the error says that the queue is away or full, rather than that a job is wrong. */
  isUnavailable(error: unknown): boolean
  /** Resolves when the queue can take jobs. */
  probe(targetQueue: string): Promise<void>
  /** How many jobs wait in the queue, for back-pressure. */
  countWaiting?(targetQueue: string): Promise<number>
  /**
   * Hands jobs over whose receipt is late, and gives the ids of those that were; one that
   * still waits or runs in the queue is left alone.
   */
  republish?(targetQueue: string, jobs: readonly ClaimedJob[], context: PublishContext): Promise<readonly string[]>
  /** Takes jobs out of the queue that have not begun, and gives their ids. */
  withdraw?(targetQueue: string, outboxIds: readonly string[]): Promise<readonly string[]>
  /** Ends its connections. Idempotent. */
  close(): Promise<void>
}
