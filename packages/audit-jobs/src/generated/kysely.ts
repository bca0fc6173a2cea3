// Written by `schemata contract`; not to be edited.

/** What a column gives, and what an insert and an update take; kysely knows these markers. */
interface Column<Select, Insert, Update> {
  readonly __select__: Select
  readonly __insert__: Insert
  readonly __update__: Update
}

/** May be left out of an insert. */
type Optional<Select, Write = Select> = Column<Select, Write | undefined, Write>

/** Is never written. */
type ReadOnly<Select> = Column<Select, never, never>

/** Of a view, which is never written. */
type Seen<Select> = Column<Select, NotWritable, NotWritable>
interface NotWritable {
  readonly 'a view is not written': never
}

type JobEventsLevel = 'debug' | 'info' | 'warn' | 'error'
type JobStagesStatus = 'start' | 'succeed' | 'fail'
type JobsState = 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled'

/** Log lines about jobs, whole, as they were stored. */
export interface JobEventsTable {
  /** The bot it speaks of, if any. */
  bot_id: string | null
  /** Counts up; orders lines of one time. */
  id: Optional<string, string | number | bigint>
  /** When the line was stored. */
  inserted_at: Optional<Date, Date | string>
  /** The job it speaks of, if any. */
  job_id: string | null
  /** debug, info, warn or error. */
  level: JobEventsLevel
  /** The whole record. */
  payload: unknown
  /** Time of the line. */
  ts: Column<Date, Date | string, Date | string>
  /** Name of the event, such as job.accepted. */
  type: string
}

/** Per bot: jobs, average seconds of finished ones, percentage succeeded of those that succeeded or failed. */
export interface JobMetricsByBotView {
  avg_duration_seconds: Seen<string | null>
  bot_id: Seen<string | null>
  failed_jobs: Seen<string | null>
  succeeded_jobs: Seen<string | null>
  success_rate: Seen<string | null>
  total_jobs: Seen<string | null>
}

/** Per stage name: how often it ran, how it ended, how long it took. */
export interface JobStageSummaryView {
  avg_duration_ms: Seen<string | null>
  avg_duration_seconds: Seen<string | null>
  failed_stages: Seen<string | null>
  max_duration_ms: Seen<number | null>
  min_duration_ms: Seen<number | null>
  open_stages: Seen<string | null>
  p50_duration_ms: Seen<number | null>
  p95_duration_ms: Seen<number | null>
  stage_name: Seen<string | null>
  succeeded_stages: Seen<string | null>
  total_stages: Seen<string | null>
}

/** One row for each run of a stage within a job. */
export interface JobStagesTable {
  /** From start to end in milliseconds; null while open, 0 when the end precedes the start, at most 2147483647. */
  duration_ms: ReadOnly<number | null>
  /** When it ended; null while it is open. */
  ended_at: Optional<Date | null, Date | string | null>
  /** Of the event that told of the end; without meaning before. */
  ended_stamp: Optional<string>
  /** Why it failed: name, message, stack. */
  error: Optional<unknown>
  /** Counts up; says nothing about time. */
  id: Optional<string, string | number | bigint>
  /** The job that the stage is part of. */
  job_id: string
  /** What the stage told about itself. */
  meta: Optional<unknown>
  /** Such as login or fill-form. */
  stage_name: string
  /** When the stage began; with job and name it identifies the run. */
  started_at: Column<Date, Date | string, Date | string>
  /** start while it is open, then succeed or fail. */
  status: JobStagesStatus
}

/** One row for each job that a bot was given. */
export interface JobsTable {
  /** When it was accepted; while that is unknown, its earliest event. */
  accepted_at: Column<Date, Date | string, Date | string>
  /** Of the event that told of the acceptance; ~ while none has. */
  accepted_stamp: Optional<string>
  /** 1 for the first try. */
  attempt: number | null
  /** The bot that runs it; unknown until an event names it. */
  bot_id: string
  /** How busy the runner was when it was accepted. */
  capacity_snapshot: Optional<unknown>
  /** Shared by jobs that belong to one request. */
  correlation_id: string | null
  /** Who asked for it: name, role, at. */
  created_by: Optional<unknown>
  /** From start to finish in milliseconds; null until finished, never below 0, at most 2147483647. */
  duration_ms: ReadOnly<number | null>
  /** Why it failed: name, message, stack. */
  error: Optional<unknown>
  /** Why it failed, or was canceled. */
  error_message: string | null
  /** What was expected of it when it was accepted. */
  estimate: Optional<unknown>
  /** When it reached its final state. */
  finished_at: Optional<Date | null, Date | string | null>
  /** Of the event that told of the end; without meaning before. */
  finished_stamp: Optional<string>
  /** Given by whoever accepted the job. */
  job_id: string
  /** Parameters of the job. */
  meta: Optional<unknown>
  /** From acceptance to start, in milliseconds, never below 0. */
  queue_ms: ReadOnly<number | null>
  /** Keys masked in the payload, * when all of it was taken out; events change the row no more then. */
  redacted_keys: string[] | null
  /** What the job gave. */
  result: Optional<unknown>
  /** The job that this one tries again. */
  retry_of: string | null
  /** duration_ms under its older name. */
  run_ms: ReadOnly<number | null>
  /** Stage name to total milliseconds, as the job's summary told. */
  stages: Optional<unknown>
  /** The stages in order, as the job's summary told. */
  stages_list: Optional<unknown>
  /** When it began to run. */
  started_at: Optional<Date | null, Date | string | null>
  /** queued or running; succeeded, failed or canceled at the end. */
  state: JobsState
  /** Of the event that told stages and stages_list; ~ while none has. */
  summary_stamp: Optional<string>
  /** From acceptance to finish, in milliseconds, never below 0. */
  total_ms: ReadOnly<number | null>
  /** From start to finish, in whole seconds, rounded. */
  total_seconds: ReadOnly<number | null>
}

/** The steps that have been applied here. */
export interface MigrationsLogTable {
  /** When the step was applied. */
  applied_at: Optional<Date, Date | string>
  /** The role that applied it. */
  applied_by: Optional<string>
  /** SHA-256 of the file, lower-case hex. */
  checksum: string
  /** How long the step ran, in milliseconds. */
  execution_time_ms: number
  /** The rest of the file name. */
  name: string
  /** The file name up to its first underscore. */
  version: string
}

/** The 100 jobs accepted last, newest first. */
export interface RecentJobsView {
  accepted_at: Seen<Date | null>
  accepted_stamp: Seen<string | null>
  attempt: Seen<number | null>
  bot_id: Seen<string | null>
  capacity_snapshot: Seen<unknown>
  correlation_id: Seen<string | null>
  created_by: Seen<unknown>
  duration_ms: Seen<number | null>
  duration_seconds: Seen<string | null>
  error: Seen<unknown>
  error_message: Seen<string | null>
  estimate: Seen<unknown>
  finished_at: Seen<Date | null>
  finished_stamp: Seen<string | null>
  job_id: Seen<string | null>
  meta: Seen<unknown>
  queue_ms: Seen<number | null>
  redacted_keys: Seen<string[] | null>
  result: Seen<unknown>
  retry_of: Seen<string | null>
  run_ms: Seen<number | null>
  stage_count: Seen<string | null>
  stages: Seen<unknown>
  stages_list: Seen<unknown>
  started_at: Seen<Date | null>
  state: Seen<string | null>
  summary_stamp: Seen<string | null>
  total_ms: Seen<number | null>
  total_seconds: Seen<number | null>
}

/** The stage of each job that began last. */
export interface VJobLastStageView {
  duration_ms: Seen<number | null>
  ended_at: Seen<Date | null>
  job_id: Seen<string | null>
  stage_name: Seen<string | null>
  started_at: Seen<Date | null>
  status: Seen<string | null>
}

/** job_stages with the name of the stage in `stage`. */
export interface VJobStagesView {
  duration_ms: Seen<number | null>
  ended_at: Seen<Date | null>
  error: Seen<unknown>
  job_id: Seen<string | null>
  meta: Seen<unknown>
  stage: Seen<string | null>
  started_at: Seen<Date | null>
  status: Seen<string | null>
}

/** One row for each job, its stages in one object by name. */
export interface VJobsSummaryView {
  accepted_at: Seen<Date | null>
  bot_id: Seen<string | null>
  finished_at: Seen<Date | null>
  job_id: Seen<string | null>
  last_stage: Seen<string | null>
  last_stage_status: Seen<string | null>
  stages_map: Seen<unknown>
  started_at: Seen<Date | null>
  state: Seen<string | null>
  total_ms: Seen<number | null>
  total_seconds: Seen<number | null>
}

/** By bare name, for a schema that is chosen at run time. */
export interface Tables {
  job_events: JobEventsTable
  job_metrics_by_bot: JobMetricsByBotView
  job_stage_summary: JobStageSummaryView
  job_stages: JobStagesTable
  jobs: JobsTable
  migrations_log: MigrationsLogTable
  recent_jobs: RecentJobsView
  v_job_last_stage: VJobLastStageView
  v_job_stages: VJobStagesView
  v_jobs_summary: VJobsSummaryView
}

/** By schema and name. Those of several packages are joined with `&`. */
export interface Database {
  'audit_jobs.job_events': JobEventsTable
  'audit_jobs.job_metrics_by_bot': JobMetricsByBotView
  'audit_jobs.job_stage_summary': JobStageSummaryView
  'audit_jobs.job_stages': JobStagesTable
  'audit_jobs.jobs': JobsTable
  'audit_jobs.migrations_log': MigrationsLogTable
  'audit_jobs.recent_jobs': RecentJobsView
  'audit_jobs.v_job_last_stage': VJobLastStageView
  'audit_jobs.v_job_stages': VJobStagesView
  'audit_jobs.v_jobs_summary': VJobsSummaryView
}
