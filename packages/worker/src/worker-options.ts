import type { Queryable } from '@schemata/contract'

import type { HandledItem } from './held-item.js'
import type { WorkerPool } from './in-transaction.js'
import type { Queue } from './queue.js'
import type { Backoff } from './retry-delay.js'
import type { WakeSource } from './wake/wake-source.js'
import type { WorkerEvent } from './worker-event.js'

export interface WorkerSettings<Item, Result> {
  /**
   * pg's pool. It needs a connection for the claim loop, one for heartbeat and sweep, and
   * with `transactional` one more per handler. Give it `query_timeout` and `keepAlive`, so
   * that a connection that fell silent is noticed.
   */
  readonly pool: WorkerPool
  readonly queue: Queue<Item, Result>
  /** @default host name, process id and a random part */
  readonly workerId?: string
  /** Handlers at once. @default 4 */
  readonly concurrency?: number
  /** The most rows of a claim, and of a batch handler's call. @default 200 */
  readonly batch?: number
  /** Items held beyond those being handled. @default what the handlers get through in 200 ms, at most `batch` */
  readonly prefetch?: number
  /** How long a silent worker keeps its items. Heartbeats go out three times as often. @default 30000 */
  readonly leaseMs?: number
  /** The longest wait between looks at an idle queue, and so the latency when no wake arrives. @default 1000 */
  readonly pollMs?: number
  /** How often expired leases are taken back, if the package can. @default 5000 */
  readonly sweepMs?: number
  /** How long a handler may take before its signal aborts. @default no limit */
  readonly timeoutMs?: number
  /** The wait between attempts, or a function that gives it in milliseconds. */
  readonly backoff?: Backoff | ((failed: FailedAttempt<Item>) => number)
  /** An item is dead after so many attempts, even if the package would allow more. @default the package's cap */
  readonly maxAttempts?: number
  /** The longest pause when a handler says that what it needs is away; it starts at a second. @default 30000 */
  readonly maxPauseMs?: number
  /** How long `drain` lets handlers finish before it aborts them. @default 30000 */
  readonly drainMs?: number
  /** How long aborted handlers have before they are abandoned. @default 2000 */
  readonly abortMs?: number
  /**
   * Runs each handler in a transaction, and acknowledges in the same one: its effects in
   * this database happen exactly once. @default false
   */
  readonly transactional?: boolean
  /** Ends waits early when something was enqueued. Without one the queue is polled. */
  readonly wake?: WakeSource
  /** Drains the worker when it aborts. */
  readonly signal?: AbortSignal
  readonly onEvent?: (event: WorkerEvent) => void
}

export interface FailedAttempt<Item> {
  readonly attempt: number
  readonly error: unknown
  readonly item: Item
}

export interface HandlerContext {
  readonly id: string
  /** Give it to outside systems with the id, as their idempotency key. */
  readonly fence: string
  readonly attempt: number
  readonly signal: AbortSignal
  /** The handler's transaction with `transactional`, else the pool. */
  readonly db: Queryable
}

export interface BatchContext {
  /** Aborts when every item of the batch has been aborted. */
  readonly signal: AbortSignal
  readonly db: Queryable
}

/** What a batch handler may say of single items; every other one succeeded. */
export interface BatchReport<Result> {
  readonly failed?: readonly { readonly id: string; readonly error: unknown }[]
  readonly results?: ReadonlyMap<string, Result>
}

export interface ItemWork<Item, Result> {
  /** Called once per attempt. What it returns is the result; what it throws is the failure. */
  readonly handle: (item: Item, context: HandlerContext) => Result | Promise<Result>
  readonly handleBatch?: undefined
}

export interface BatchWork<Item, Result> {
  /** Called with up to `batch` items. To throw is to fail all of them. */
  readonly handleBatch: (
    items: readonly HandledItem<Item>[],
    context: BatchContext,
    // biome-ignore lint/suspicious/noConfusingVoidType: a handler without a return statement gives void.
  ) => BatchReport<Result> | void | Promise<BatchReport<Result> | void>
  readonly handle?: undefined
  /** Whether a batch that threw is halved and run again until the bad items are found. @default true */
  readonly bisect?: boolean
}

export type WorkerOptions<Item, Result = void> = WorkerSettings<Item, Result> &
  (ItemWork<Item, Result> | BatchWork<Item, Result>)
