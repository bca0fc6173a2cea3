// Written by `schemata contract`; not to be edited.
import * as z from 'zod'

/** 64-bit integers are text, so that no digit is lost: pg gives text, PGlite a number or a bigint. */
const int8 = z.preprocess(
  (value) => (typeof value === 'number' || typeof value === 'bigint' ? String(value) : value),
  z.string().regex(/^-?\d+$/),
)

/** What PostgreSQL takes for a 64-bit integer. */
const int8Input = z.union([z.string().regex(/^-?\d+$/), z.int(), z.bigint()])

/** Exact numbers of any length, as text. */
const numeric = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string())

/** debug, info, warn or error. */
export const jobEventsLevel = z.enum(['debug', 'info', 'warn', 'error'])
export type JobEventsLevel = z.infer<typeof jobEventsLevel>

/** Log lines about jobs, whole, as they were stored. */
export const jobEventsRow = z.object({
  /** The bot it speaks of, if any. */
  bot_id: z.string().nullable(),
  /** Counts up; orders lines of one time. */
  id: int8,
  /** When the line was stored. */
  inserted_at: z.date(),
  /** The job it speaks of, if any. */
  job_id: z.guid().nullable(),
  /** debug, info, warn or error. */
  level: jobEventsLevel,
  /** The whole record. */
  payload: z.unknown(),
  /** Time of the line. */
  ts: z.date(),
  /** Name of the event, such as job.accepted. */
  type: z.string(),
})
export type JobEventsRow = z.infer<typeof jobEventsRow>

export const jobEventsInsert = z.strictObject({
  bot_id: z.string().nullish(),
  id: int8Input.optional(),
  inserted_at: z.date().optional(),
  job_id: z.guid().nullish(),
  level: jobEventsLevel,
  payload: z.unknown(),
  ts: z.date(),
  type: z.string(),
})
export type JobEventsInsert = z.infer<typeof jobEventsInsert>

export const jobEventsUpdate = jobEventsInsert.partial()
export type JobEventsUpdate = z.infer<typeof jobEventsUpdate>

/** Per bot: jobs, average seconds of finished ones, percentage succeeded of those that succeeded or failed. */
export const jobMetricsByBotRow = z.object({
  avg_duration_seconds: numeric.nullable(),
  bot_id: z.string().nullable(),
  failed_jobs: int8.nullable(),
  succeeded_jobs: int8.nullable(),
  success_rate: numeric.nullable(),
  total_jobs: int8.nullable(),
})
export type JobMetricsByBotRow = z.infer<typeof jobMetricsByBotRow>

/** Per stage name: how often it ran, how it ended, how long it took. */
export const jobStageSummaryRow = z.object({
  avg_duration_ms: numeric.nullable(),
  avg_duration_seconds: numeric.nullable(),
  failed_stages: int8.nullable(),
  max_duration_ms: z.int32().nullable(),
  min_duration_ms: z.int32().nullable(),
  open_stages: int8.nullable(),
  p50_duration_ms: z.int32().nullable(),
  p95_duration_ms: z.int32().nullable(),
  stage_name: z.string().nullable(),
  succeeded_stages: int8.nullable(),
  total_stages: int8.nullable(),
})
export type JobStageSummaryRow = z.infer<typeof jobStageSummaryRow>

/** start while it is open, then succeed or fail. */
export const jobStagesStatus = z.enum(['start', 'succeed', 'fail'])
export type JobStagesStatus = z.infer<typeof jobStagesStatus>

/** One row for each run of a stage within a job. */
export const jobStagesRow = z.object({
  /** From start to end in milliseconds; null while open, 0 when the end precedes the start, at most 2147483647. */
  duration_ms: z.int32().nullable(),
  /** When it ended; null while it is open. */
  ended_at: z.date().nullable(),
  /** Of the event that told of the end; without meaning before. */
  ended_stamp: z.string(),
  /** Why it failed: name, message, stack. */
  error: z.unknown(),
  /** Counts up; says nothing about time. */
  id: int8,
  /** The job that the stage is part of. */
  job_id: z.guid(),
  /** What the stage told about itself. */
  meta: z.unknown(),
  /** Such as login or fill-form. */
  stage_name: z.string(),
  /** When the stage began; with job and name it identifies the run. */
  started_at: z.date(),
  /** start while it is open, then succeed or fail. */
  status: jobStagesStatus,
})
export type JobStagesRow = z.infer<typeof jobStagesRow>

export const jobStagesInsert = z.strictObject({
  ended_at: z.date().nullish(),
  ended_stamp: z.string().optional(),
  error: z.unknown().optional(),
  id: int8Input.optional(),
  job_id: z.guid(),
  meta: z.unknown().optional(),
  stage_name: z.string(),
  started_at: z.date(),
  status: jobStagesStatus,
})
export type JobStagesInsert = z.infer<typeof jobStagesInsert>

export const jobStagesUpdate = jobStagesInsert.partial()
export type JobStagesUpdate = z.infer<typeof jobStagesUpdate>

/** queued or running; succeeded, failed or canceled at the end. */
export const jobsState = z.enum(['queued', 'running', 'succeeded', 'failed', 'canceled'])
export type JobsState = z.infer<typeof jobsState>

/** One row for each job that a bot was given. */
export const jobsRow = z.object({
  /** When it was accepted; while that is unknown, its earliest event. */
  accepted_at: z.date(),
  /** Of the event that told of the acceptance; ~ while none has. */
  accepted_stamp: z.string(),
  /** 1 for the first try. */
  attempt: z.int32().nullable(),
  /** The bot that runs it; unknown until an event names it. */
  bot_id: z.string(),
  /** How busy the runner was when it was accepted. */
  capacity_snapshot: z.unknown(),
  /** Shared by jobs that belong to one request. */
  correlation_id: z.string().nullable(),
  /** Who asked for it: name, role, at. */
  created_by: z.unknown(),
  /** From start to finish in milliseconds; null until finished, never below 0, at most 2147483647. */
  duration_ms: z.int32().nullable(),
  /** Why it failed: name, message, stack. */
  error: z.unknown(),
  /** Why it failed, or was canceled. */
  error_message: z.string().nullable(),
  /** What was expected of it when it was accepted. */
  estimate: z.unknown(),
  /** When it reached its final state. */
  finished_at: z.date().nullable(),
  /** Of the event that told of the end; without meaning before. */
  finished_stamp: z.string(),
  /** Given by whoever accepted the job. */
  job_id: z.guid(),
  /** Parameters of the job. */
  meta: z.unknown(),
  /** From acceptance to start, in milliseconds, never below 0. */
  queue_ms: z.int32().nullable(),
  /** Keys masked in the payload, * when all of it was taken out; events change the row no more then. */
  redacted_keys: z.array(z.string()).nullable(),
  /** What the job gave. */
  result: z.unknown(),
  /** The job that this one tries again. */
  retry_of: z.guid().nullable(),
  /** duration_ms under its older name. */
  run_ms: z.int32().nullable(),
  /** Stage name to total milliseconds, as the job's summary told. */
  stages: z.unknown(),
  /** The stages in order, as the job's summary told. */
  stages_list: z.unknown(),
  /** When it began to run. */
  started_at: z.date().nullable(),
  /** queued or running; succeeded, failed or canceled at the end. */
  state: jobsState,
  /** Of the event that told stages and stages_list; ~ while none has. */
  summary_stamp: z.string(),
  /** From acceptance to finish, in milliseconds, never below 0. */
  total_ms: z.int32().nullable(),
  /** From start to finish, in whole seconds, rounded. */
  total_seconds: z.int32().nullable(),
})
export type JobsRow = z.infer<typeof jobsRow>

export const jobsInsert = z.strictObject({
  accepted_at: z.date(),
  accepted_stamp: z.string().optional(),
  attempt: z.int32().nullish(),
  bot_id: z.string(),
  capacity_snapshot: z.unknown().optional(),
  correlation_id: z.string().nullish(),
  created_by: z.unknown().optional(),
  error: z.unknown().optional(),
  error_message: z.string().nullish(),
  estimate: z.unknown().optional(),
  finished_at: z.date().nullish(),
  finished_stamp: z.string().optional(),
  job_id: z.guid(),
  meta: z.unknown().optional(),
  redacted_keys: z.array(z.string()).nullish(),
  result: z.unknown().optional(),
  retry_of: z.guid().nullish(),
  stages: z.unknown().optional(),
  stages_list: z.unknown().optional(),
  started_at: z.date().nullish(),
  state: jobsState,
  summary_stamp: z.string().optional(),
})
export type JobsInsert = z.infer<typeof jobsInsert>

export const jobsUpdate = jobsInsert.partial()
export type JobsUpdate = z.infer<typeof jobsUpdate>

/** The steps that have been applied here. */
export const migrationsLogRow = z.object({
  /** When the step was applied. */
  applied_at: z.date(),
  /** The role that applied it. */
  applied_by: z.string(),
  /** SHA-256 of the file, lower-case hex. */
  checksum: z.string(),
  /** How long the step ran, in milliseconds. */
  execution_time_ms: z.int32(),
  /** The rest of the file name. */
  name: z.string(),
  /** The file name up to its first underscore. */
  version: z.string(),
})
export type MigrationsLogRow = z.infer<typeof migrationsLogRow>

export const migrationsLogInsert = z.strictObject({
  applied_at: z.date().optional(),
  applied_by: z.string().optional(),
  checksum: z.string(),
  execution_time_ms: z.int32(),
  name: z.string(),
  version: z.string(),
})
export type MigrationsLogInsert = z.infer<typeof migrationsLogInsert>

export const migrationsLogUpdate = migrationsLogInsert.partial()
export type MigrationsLogUpdate = z.infer<typeof migrationsLogUpdate>

/** The 100 jobs accepted last, newest first. */
export const recentJobsRow = z.object({
  accepted_at: z.date().nullable(),
  accepted_stamp: z.string().nullable(),
  attempt: z.int32().nullable(),
  bot_id: z.string().nullable(),
  capacity_snapshot: z.unknown(),
  correlation_id: z.string().nullable(),
  created_by: z.unknown(),
  duration_ms: z.int32().nullable(),
  duration_seconds: numeric.nullable(),
  error: z.unknown(),
  error_message: z.string().nullable(),
  estimate: z.unknown(),
  finished_at: z.date().nullable(),
  finished_stamp: z.string().nullable(),
  job_id: z.guid().nullable(),
  meta: z.unknown(),
  queue_ms: z.int32().nullable(),
  redacted_keys: z.array(z.string()).nullable(),
  result: z.unknown(),
  retry_of: z.guid().nullable(),
  run_ms: z.int32().nullable(),
  stage_count: int8.nullable(),
  stages: z.unknown(),
  stages_list: z.unknown(),
  started_at: z.date().nullable(),
  state: z.string().nullable(),
  summary_stamp: z.string().nullable(),
  total_ms: z.int32().nullable(),
  total_seconds: z.int32().nullable(),
})
export type RecentJobsRow = z.infer<typeof recentJobsRow>

/** The stage of each job that began last. */
export const vJobLastStageRow = z.object({
  duration_ms: z.int32().nullable(),
  ended_at: z.date().nullable(),
  job_id: z.guid().nullable(),
  stage_name: z.string().nullable(),
  started_at: z.date().nullable(),
  status: z.string().nullable(),
})
export type VJobLastStageRow = z.infer<typeof vJobLastStageRow>

/** job_stages with the name of the stage in `stage`. */
export const vJobStagesRow = z.object({
  duration_ms: z.int32().nullable(),
  ended_at: z.date().nullable(),
  error: z.unknown(),
  job_id: z.guid().nullable(),
  meta: z.unknown(),
  stage: z.string().nullable(),
  started_at: z.date().nullable(),
  status: z.string().nullable(),
})
export type VJobStagesRow = z.infer<typeof vJobStagesRow>

/** One row for each job, its stages in one object by name. */
export const vJobsSummaryRow = z.object({
  accepted_at: z.date().nullable(),
  bot_id: z.string().nullable(),
  finished_at: z.date().nullable(),
  job_id: z.guid().nullable(),
  last_stage: z.string().nullable(),
  last_stage_status: z.string().nullable(),
  stages_map: z.unknown(),
  started_at: z.date().nullable(),
  state: z.string().nullable(),
  total_ms: z.int32().nullable(),
  total_seconds: z.int32().nullable(),
})
export type VJobsSummaryRow = z.infer<typeof vJobsSummaryRow>

/** The value with [redacted] under each of the keys, at any depth; the keys in lower case. */
export const maskKeysArguments = z.strictObject({
  p_value: z.unknown(),
  p_keys: z.array(z.string()).nullable(),
})
export type MaskKeysArguments = z.infer<typeof maskKeysArguments>

export const maskKeysResult = z.unknown()
export type MaskKeysResult = z.infer<typeof maskKeysResult>

/** Both objects in one, the same whichever comes first. */
export const mergeObjectsArguments = z.strictObject({
  p_one: z.unknown(),
  p_other: z.unknown(),
})
export type MergeObjectsArguments = z.infer<typeof mergeObjectsArguments>

export const mergeObjectsResult = z.unknown()
export type MergeObjectsResult = z.infer<typeof mergeObjectsResult>

/** Joins an array of facts, one object a job, into jobs; gives the number of rows that changed. */
export const recordJobFactsArguments = z.strictObject({
  p_jobs: z.unknown(),
})
export type RecordJobFactsArguments = z.infer<typeof recordJobFactsArguments>

export const recordJobFactsResult = z.int32().nullable()
export type RecordJobFactsResult = z.infer<typeof recordJobFactsResult>

/** Joins an array of facts, one object a run of a stage, into job_stages; gives the number of rows that changed. */
export const recordStageFactsArguments = z.strictObject({
  p_stages: z.unknown(),
})
export type RecordStageFactsArguments = z.infer<typeof recordStageFactsArguments>

export const recordStageFactsResult = z.int32().nullable()
export type RecordStageFactsResult = z.infer<typeof recordStageFactsResult>
