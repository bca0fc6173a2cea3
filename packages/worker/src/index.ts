export type { DeadLetter, DeadLetters } from './dead-letters.js'
export {
  AlreadyStoppedError,
  CancelledError,
  HandlerTimeoutError,
  InvalidOptionError,
  InvalidScheduleError,
  LostLeaseError,
  PermanentError,
  RetryLaterError,
  UnavailableError,
  WorkerStoppingError,
} from './errors.js'
export type { HandledItem } from './held-item.js'
export type { HistogramSnapshot } from './histogram.js'
export { inTransaction, type PooledClient, type WorkerPool } from './in-transaction.js'
export { isConnectionError } from './is-connection-error.js'
export { isTransientError } from './is-transient-error.js'
export type {
  Claimed,
  ClaimRequest,
  CompleteAndClaimRequest,
  CompletedAndClaimed,
  Completion,
  Failure,
  FailureKind,
  FailureOutcome,
  Heartbeat,
  HeartbeatRequest,
  Hold,
  Queue,
} from './queue.js'
export { type Backoff, retryDelay } from './retry-delay.js'
export { createTicker } from './ticker/create-ticker.js'
export { parseSchedule, type Schedule } from './ticker/schedule.js'
export type {
  JobMetrics,
  TickContext,
  TickEnd,
  Ticker,
  TickerEvent,
  TickerJob,
  TickerMetrics,
  TickerOptions,
  TickLog,
  TickRequest,
} from './ticker/ticker-options.js'
export { createNotifier, type Notifier, type NotifierOptions } from './wake/create-notifier.js'
export { createWake } from './wake/create-wake.js'
export { WAKE_CHANNEL } from './wake/wake-channel.js'
export type { Wake, WakeClient, WakeEvent, WakeMetrics, WakeOptions } from './wake/wake-options.js'
export type { WakeSource } from './wake/wake-source.js'
export { createWorker, type Worker } from './worker.js'
export type { Activity, DrainReport, WorkerEvent } from './worker-event.js'
export type { WorkerMetrics } from './worker-metrics.js'
export type {
  BatchContext,
  BatchReport,
  BatchWork,
  FailedAttempt,
  HandlerContext,
  ItemWork,
  WorkerOptions,
  WorkerSettings,
} from './worker-options.js'
