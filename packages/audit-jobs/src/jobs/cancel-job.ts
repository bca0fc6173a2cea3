import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { toText } from '../recording/payload.js'
import { type JobState, jobState } from './job-header.js'

export interface CancelJobParameters {
  jobId: string
  /** Stored as the job's error message. */
  reason?: string
}

/** What became of the request: `reason` is the state that stands against it, or `unknown` when there is no such job. */
export type Cancellation =
  | { outcome: 'canceled' }
  | { outcome: 'refused'; reason: Exclude<JobState, 'queued'> | 'unknown' }

const cancelJobParameters = z.object({
  jobId: z.guid(),
  reason: z
    .string()
    .transform((reason) => toText(reason, 2000))
    .optional(),
})

const cancelJobRow = z.object({ state: jobState }).optional()

/**
 * Cancels a job that waits; one that runs or has ended is refused, with its state.
 *
 * The row is locked while this is decided, so that a start recorded at the same time
 * comes before or after it, never between.
 *
 * @throws InvalidInputError
 * @example
 * const cancellation = await cancelJob(pool, { jobId, reason: 'Not needed any more.' })
 * if (cancellation.outcome === 'refused') return conflict(cancellation.reason)
 */
export async function cancelJob(db: Queryable, parameters: CancelJobParameters): Promise<Cancellation> {
  const { jobId, reason } = parseInput('cancelJob', cancelJobParameters, parameters)
  const { rows } = await db.query(CANCEL_JOB, [jobId, reason])
  const state = cancelJobRow.parse(rows[0])?.state ?? 'unknown'
  return state === 'queued' ? { outcome: 'canceled' } : { outcome: 'refused', reason: state }
}

const CANCEL_JOB = `
  WITH job AS MATERIALIZED (
    SELECT locked.job_id, locked.state, date_trunc('milliseconds', clock_timestamp()) AS canceled_at
    FROM audit_jobs.jobs AS locked
    WHERE locked.job_id = $1
    FOR UPDATE
  )
  SELECT job.state,
    CASE WHEN job.state = 'queued' THEN audit_jobs.record_job_facts(json_build_array(json_build_object(
      'job_id', job.job_id,
      'state', 'canceled',
      'accepted_at', job.canceled_at,
      'finished_at', job.canceled_at,
      'accepted_stamp', '~',
      'finished_stamp', to_char(job.canceled_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ' 3 ',
      'summary_stamp', '~',
      'error_message', $2::text
    ))) END AS changed
  FROM job
`
