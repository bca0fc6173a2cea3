import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { toJobCursor } from './job-cursor.js'
import { filterValues, MATCHES_FILTER } from './job-filter.js'
import { type JobHeader, jobHeaderRow, toJobHeader } from './job-header.js'
import { type ListJobsParameters, listJobsParameters } from './list-jobs.js'

export interface ListedJobHeader extends JobHeader {
  /** Opaque. Stays good when the job itself is purged. */
  cursor: string
}

const listedJobHeader = jobHeaderRow
  .extend({ accepted_at_exactly: z.string() })
  .transform((row): ListedJobHeader => ({ ...toJobHeader(row), cursor: toJobCursor(row) }))

/**
 * Lists jobs as listJobs does, but reads no payload: the role audit_reader may call it.
 *
 * @throws InvalidInputError
 * @example
 * const running = await listJobHeaders(pool, { state: 'running' })
 */
export async function listJobHeaders(db: Queryable, parameters: ListJobsParameters = {}): Promise<ListedJobHeader[]> {
  const input = parseInput('listJobHeaders', listJobsParameters, parameters)
  const { rows } = await db.query(LIST_JOB_HEADERS, [
    ...filterValues(input),
    input.after?.acceptedAt,
    input.after?.jobId,
    input.limit,
    input.offset,
  ])
  return z.array(listedJobHeader).parse(rows)
}

const LIST_JOB_HEADERS = `
  SELECT job.job_id, job.bot_id, job.state, job.accepted_at, job.started_at, job.finished_at, job.created_by,
    job.correlation_id, job.attempt, job.retry_of, job.duration_ms, job.queue_ms, job.total_ms,
    to_char(job.accepted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS accepted_at_exactly
  FROM audit_jobs.jobs AS job
  WHERE ${MATCHES_FILTER}
    AND ($13::timestamptz IS NULL OR (job.accepted_at, job.job_id) < ($13, $14::uuid))
  ORDER BY job.accepted_at DESC, job.job_id DESC
  LIMIT $15 OFFSET $16
`
