export {
  GenerationInProgressError,
  IdempotencyInProgressError,
  IdempotencyKeyReusedError,
  IdempotencyLeaseLostError,
  InvalidInputError,
  NotPermittedError,
  TransitionNotAllowedError,
  UnknownCourseError,
  UnknownStateError,
  UnknownUserError,
  VersionConflictError,
} from './errors.js'
export { type CountEventsParameters, countEvents, type EventCounts } from './fsm-events/count-events.js'
export { type FsmEvent, fsmEventRow } from './fsm-events/event.js'
export { type ListEventsParameters, type ListedEvent, listEvents } from './fsm-events/list-events.js'
export { type RecordEventParameters, recordEvent } from './fsm-events/record-event.js'
export { type FindFsmStateParameters, findFsmState } from './generation/find-fsm-state.js'
export type { FsmState } from './generation/fsm-state.js'
export {
  type FirstJob,
  type InitializedFsm,
  type InitializeFsmWithOutboxParameters,
  initializeFsmWithOutbox,
  type OutboxEntry,
} from './generation/initialize-fsm-with-outbox.js'
export { type TransitionGenerationParameters, transitionGeneration } from './generation/transition-generation.js'
export { cleanupExpiredIdempotencyKeys } from './idempotency-keys/cleanup-expired-idempotency-keys.js'
export {
  type FindIdempotentResultParameters,
  findIdempotentResult,
  type IdempotentResult,
} from './idempotency-keys/find-idempotent-result.js'
export { fingerprint } from './idempotency-keys/fingerprint.js'
export {
  getIdempotencyStatistics,
  type IdempotencyStatistics,
} from './idempotency-keys/get-idempotency-statistics.js'
export {
  type IdempotentAnswer,
  type WithIdempotencyParameters,
  withIdempotency,
} from './idempotency-keys/with-idempotency.js'
export type { TransactionClient, TransactionPool } from './in-transaction.js'
export {
  type CancelledJob,
  type CancelPendingJobsParameters,
  cancelPendingJobs,
} from './job-outbox/cancel-pending-jobs.js'
export { type ClaimJobsParameters, claimJobs } from './job-outbox/claim-jobs.js'
export type { ClaimedJob, HeldJob } from './job-outbox/claimed-job.js'
export { cleanupOldOutboxEntries } from './job-outbox/cleanup-old-outbox-entries.js'
export { type CompleteJobsParameters, completeJobs } from './job-outbox/complete-jobs.js'
export { type EnqueueJobsParameters, enqueueJobs, type NewJob } from './job-outbox/enqueue-jobs.js'
export { type ExtendJobLeasesParameters, extendJobLeases } from './job-outbox/extend-job-leases.js'
export { type FailedJob, type FailedJobOutcome, type FailJobsParameters, failJobs } from './job-outbox/fail-jobs.js'
export { getOutboxStatistics, type OutboxStatistics } from './job-outbox/get-outbox-statistics.js'
export { type Aggregate, type Job, jobRow } from './job-outbox/job.js'
export { type JobOptions, jobOptions } from './job-outbox/job-options.js'
export { type ListDeadJobsParameters, listDeadJobs } from './job-outbox/list-dead-jobs.js'
export { type ListJobsParameters, listJobs } from './job-outbox/list-jobs.js'
export { type ListPendingJobsParameters, listPendingJobs } from './job-outbox/list-pending-jobs.js'
export { type LockJobsParameters, lockJobs } from './job-outbox/lock-jobs.js'
export { type PurgeDeadJobsParameters, purgeDeadJobs } from './job-outbox/purge-dead-jobs.js'
export { type ReleaseJobsParameters, releaseJobs } from './job-outbox/release-jobs.js'
export { type ReplayDeadJobsParameters, replayDeadJobs } from './job-outbox/replay-dead-jobs.js'
export { type SweepJobsParameters, sweepJobs } from './job-outbox/sweep-jobs.js'
export type { TraceContext } from './job-outbox/trace-context.js'
export {
  type EnsuredInitialization,
  type EnsureInitializedParameters,
  ensureInitialized,
} from './layers/ensure-initialized.js'
export { type StartedGeneration, type StartGenerationParameters, startGeneration } from './layers/start-generation.js'
export { type WithdrawJobsParameters, type WithdrawnJobs, withdrawJobs } from './layers/withdraw-jobs.js'
export { getHealth } from './metrics/get-health.js'
export {
  type FallbackMetrics,
  type FsmMetrics,
  type GetMetricsParameters,
  getMetrics,
  type Metrics,
  type OutboxMetrics,
} from './metrics/get-metrics.js'
export { type Alert, type Health, judgeAlerts, judgeHealth } from './metrics/judge-health.js'
export { MetricsRecorder } from './metrics/metrics-recorder.js'
export { type PurgeRelayMetricsParameters, purgeRelayMetrics } from './metrics/purge-relay-metrics.js'
export { type RecordMetricsParameters, recordMetrics } from './metrics/record-metrics.js'
export { renderPrometheus } from './metrics/render-prometheus.js'
export { poolInSchema } from './pool-in-schema.js'
export { createMemoryPublisher, type MemoryPublisher } from './publishers/create-memory-publisher.js'
export { JobRefusedError, OutboxNotInstalledError, PublisherUnavailableError } from './publishers/errors.js'
export type { JobPublisher, PublishContext } from './publishers/job-publisher.js'
export { type AcknowledgeJobParameters, type Acknowledgement, acknowledgeJob } from './receipts/acknowledge-job.js'
export {
  type CompleteJobsAwaitingReceiptsParameters,
  completeJobsAwaitingReceipts,
} from './receipts/complete-jobs-awaiting-receipts.js'
export { type Consumed, type ConsumeOnceParameters, consumeOnce } from './receipts/consume-once.js'
export {
  createOnceProcessor,
  type DeliveredJob,
  type OnceProcessorOptions,
} from './receipts/create-once-processor.js'
export { type LockOverdueReceiptsParameters, lockOverdueReceipts } from './receipts/lock-overdue-receipts.js'
export {
  type AwaitedJob,
  type PostponedReceipt,
  type PostponeReceiptsParameters,
  postponeReceipts,
} from './receipts/postpone-receipts.js'
export { traceOf } from './receipts/trace-of.js'
export { OutboxRelay, type RelayStatus } from './relay/outbox-relay.js'
export { OUTBOX_WAKE } from './relay/outbox-wake.js'
export type { RelayEvent } from './relay/relay-event.js'
export type { OutboxRelayOptions, RelayReceipts } from './relay/relay-options.js'
export { courseOutbox } from './schema.js'
