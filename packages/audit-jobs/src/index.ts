export {
  InvalidInputError,
  RecorderClosedError,
  RecorderFullError,
  UnknownJobError,
} from './errors.js'
export type { JobEvent, LogLevel } from './job-events/job-event.js'
export { type ListJobEventsParameters, listJobEvents } from './job-events/list-job-events.js'
export { type JobEventInput, type RecordJobEventsParameters, recordJobEvents } from './job-events/record-job-events.js'
export { type JobStage, jobStageRow } from './job-stages/job-stage.js'
export { type ListJobStagesParameters, listJobStages } from './job-stages/list-job-stages.js'
export {
  type ListStageSummaryParameters,
  listStageSummary,
  type StageSummary,
} from './job-stages/list-stage-summary.js'
export { type CancelJobParameters, type Cancellation, cancelJob } from './jobs/cancel-job.js'
export { type CountJobsParameters, countJobs, type JobCounts } from './jobs/count-jobs.js'
export { type Estimate, type EstimateJobParameters, estimateJob } from './jobs/estimate-job.js'
export { type ExportJobParameters, exportJob, type JobDocument } from './jobs/export-job.js'
export { type FindJobParameters, findJob, type JobWithStages } from './jobs/find-job.js'
export { type FindJobProgressParameters, findJobProgress, type JobProgress } from './jobs/find-job-progress.js'
export { type GetJobParameters, getJob } from './jobs/get-job.js'
export { type Job, jobRow } from './jobs/job.js'
export type { JobFilter } from './jobs/job-filter.js'
export { type JobCreator, type JobHeader, type JobState, jobHeaderRow } from './jobs/job-header.js'
export { type ListedJobHeader, listJobHeaders } from './jobs/list-job-headers.js'
export { type ListedJob, type ListJobsParameters, listJobs } from './jobs/list-jobs.js'
export { listRecentJobs, type RecentJob } from './jobs/list-recent-jobs.js'
export { type ListStuckJobsParameters, listStuckJobs, type StuckJob } from './jobs/list-stuck-jobs.js'
export { type ReconcileJobsParameters, reconcileJobs } from './jobs/reconcile-jobs.js'
export { type GetJobTotalsParameters, getJobTotals, type JobTotals } from './metrics/get-job-totals.js'
export {
  type DailyOutcome,
  type ListDailyOutcomesParameters,
  listDailyOutcomes,
} from './metrics/list-daily-outcomes.js'
export {
  type FailureReason,
  type ListFailureReasonsParameters,
  listFailureReasons,
} from './metrics/list-failure-reasons.js'
export { type JobMetricsByBot, listJobMetricsByBot } from './metrics/list-job-metrics-by-bot.js'
export {
  type LastDuration,
  type ListLastDurationsParameters,
  listLastDurations,
} from './metrics/list-last-durations.js'
export { type ListThroughputParameters, listThroughput, type ThroughputBucket } from './metrics/list-throughput.js'
export { type RankBotsParameters, type RankedBot, rankBots } from './metrics/rank-bots.js'
export type { ThroughputSpan } from './metrics/throughput-span.js'
export { type AppliedStep, listAppliedSteps } from './migrations-log/list-applied-steps.js'
export { AuditRecorder, type AuditRecorderOptions, type CloseOptions } from './recorder/audit-recorder.js'
export { isAuditEnabled } from './recorder/is-audit-enabled.js'
export { type AuditEvent, auditEvent } from './recording/audit-event.js'
export type { AcceptedEvent, Creator } from './recording/events/accepted-event.js'
export type { EventError } from './recording/events/event-error.js'
export type { EventTime } from './recording/events/event-time.js'
export type { CanceledEvent, FailedEvent, SucceededEvent } from './recording/events/finished-events.js'
export type { StageEndEvent, StageStartEvent } from './recording/events/stage-events.js'
export type { StartedEvent } from './recording/events/started-event.js'
export type { SummaryEvent } from './recording/events/summary-event.js'
export { type RecordAcceptedParameters, recordAccepted } from './recording/record-accepted.js'
export type { RecordedEvents, RejectedEvent } from './recording/record-batch.js'
export { type RecordCanceledParameters, recordCanceled } from './recording/record-canceled.js'
export type { Recorded } from './recording/record-event.js'
export { type RecordEventsParameters, recordEvents } from './recording/record-events.js'
export { type RecordFailedParameters, recordFailed } from './recording/record-failed.js'
export { type RecordStageEndParameters, recordStageEnd } from './recording/record-stage-end.js'
export { type RecordStageStartParameters, recordStageStart } from './recording/record-stage-start.js'
export { type RecordStartedParameters, recordStarted } from './recording/record-started.js'
export { type RecordSucceededParameters, recordSucceeded } from './recording/record-succeeded.js'
export { type RecordSummaryParameters, recordSummary } from './recording/record-summary.js'
export type { RecordingOptions } from './recording/recording-options.js'
export { type DeleteAllJobsParameters, type DeletedRows, deleteAllJobs } from './retention/delete-all-jobs.js'
export { type PurgeJobEventsParameters, purgeJobEvents } from './retention/purge-job-events.js'
export { type PurgeJobsParameters, purgeJobs } from './retention/purge-jobs.js'
export { type RedactJobsParameters, redactJobs } from './retention/redact-jobs.js'
export { auditJobs } from './schema.js'
