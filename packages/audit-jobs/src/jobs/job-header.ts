import { z } from 'zod'

export const jobState = z.enum(['queued', 'running', 'succeeded', 'failed', 'canceled'])

/** The last three are final. */
export type JobState = z.output<typeof jobState>

/** Who asked for a job, as far as it was told. */
export interface JobCreator {
  name: string | null
  role: string | null
  at: Date | null
}

/** A job without what came from outside: no parameters, results or error texts. */
export interface JobHeader {
  jobId: string
  /** `unknown` until an event names it. */
  botId: string
  state: JobState
  /** The time of the job's earliest event while its acceptance is not known. */
  acceptedAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  createdBy: JobCreator | null
  correlationId: string | null
  /** 1 for the first try. */
  attempt: number | null
  /** The job that this one tries again. */
  retryOf: string | null
  /** From start to finish; null until both are known, 2147483647 for 24.8 days and more. */
  durationMs: number | null
  /** From acceptance to start. */
  queueMs: number | null
  /** From acceptance to finish. */
  totalMs: number | null
}

/** Of a row by another writer, whatever is not as documented counts as not told. */
const creator = z.object({
  name: z.string().nullable().catch(null),
  role: z.string().nullable().catch(null),
  at: z.coerce.date().nullable().catch(null),
})

export const jobHeaderColumns = {
  job_id: z.guid(),
  bot_id: z.string(),
  state: jobState,
  accepted_at: z.date(),
  started_at: z.date().nullable(),
  finished_at: z.date().nullable(),
  created_by: creator.nullable(),
  correlation_id: z.string().nullable(),
  attempt: z.int().nullable(),
  retry_of: z.guid().nullable(),
  duration_ms: z.int().nullable(),
  queue_ms: z.int().nullable(),
  total_ms: z.int().nullable(),
}

/** The columns of jobs that the role audit_reader may read. */
export const jobHeaderRow = z.object(jobHeaderColumns)

export function toJobHeader(row: z.output<typeof jobHeaderRow>): JobHeader {
  return {
    jobId: row.job_id,
    botId: row.bot_id,
    state: row.state,
    acceptedAt: row.accepted_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    createdBy: row.created_by,
    correlationId: row.correlation_id,
    attempt: row.attempt,
    retryOf: row.retry_of,
    durationMs: row.duration_ms,
    queueMs: row.queue_ms,
    totalMs: row.total_ms,
  }
}
