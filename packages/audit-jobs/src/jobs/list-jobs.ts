import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Job, jobRow, toJob } from './job.js'
import { jobCursor, toJobCursor } from './job-cursor.js'
import { filterValues, type JobFilter, jobFilter, MATCHES_FILTER, namesOneSpan } from './job-filter.js'

export interface ListJobsParameters extends JobFilter {
  /** The `cursor` of the last job seen. @default from the newest on */
  after?: string
  /** Jobs to pass over; slow where it is large, and shifted by new jobs. `after` is neither. @default 0 */
  offset?: number
  /** Jobs at most, up to 500. @default 100 */
  limit?: number
}

/** A job on a page, and where the next page begins when it is the last one there. */
export interface ListedJob extends Job {
  /** Opaque. Stays good when the job itself is purged. */
  cursor: string
}

export const listJobsParameters = z
  .object({
    ...jobFilter,
    after: jobCursor.optional(),
    offset: z.int().min(0).default(0),
    limit: z.int().min(1).max(500).default(100),
  })
  .refine(namesOneSpan, { path: ['month'], message: 'expected a day or a month, not both' })

const listedJob = jobRow
  .extend({ accepted_at_exactly: z.string() })
  .transform((row): ListedJob => ({ ...toJob(row), cursor: toJobCursor(row) }))

/**
 * Lists jobs, those accepted last first, and by id among those of one moment.
 *
 * Fewer jobs than `limit` mean that the end is reached. countJobs tells how many there
 * are in all.
 *
 * @throws InvalidInputError
 * @example
 * const page = await listJobs(pool, { botId: 'invoice-bot', state: 'failed', limit: 20 })
 * const next = await listJobs(pool, { botId: 'invoice-bot', state: 'failed', limit: 20, after: page.at(-1)?.cursor })
 */
export async function listJobs(db: Queryable, parameters: ListJobsParameters = {}): Promise<ListedJob[]> {
  const input = parseInput('listJobs', listJobsParameters, parameters)
  const { rows } = await db.query(LIST_JOBS, [
    ...filterValues(input),
    input.after?.acceptedAt,
    input.after?.jobId,
    input.limit,
    input.offset,
  ])
  return z.array(listedJob).parse(rows)
}

const LIST_JOBS = `
  SELECT job.job_id, job.bot_id, job.state, job.accepted_at, job.started_at, job.finished_at, job.created_by,
    job.correlation_id, job.attempt, job.retry_of, job.duration_ms, job.queue_ms, job.total_ms,
    job.meta, job.result, job.error_message, job.error, job.estimate, job.capacity_snapshot, job.stages,
    job.stages_list, job.redacted_keys,
    to_char(job.accepted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS accepted_at_exactly
  FROM audit_jobs.jobs AS job
  WHERE ${MATCHES_FILTER}
    AND ($13::timestamptz IS NULL OR (job.accepted_at, job.job_id) < ($13, $14::uuid))
  ORDER BY job.accepted_at DESC, job.job_id DESC
  LIMIT $15 OFFSET $16
`
