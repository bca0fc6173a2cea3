import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { eventName } from '../recording/events/event-names.js'
import { toText } from '../recording/payload.js'

export interface ReconcileJobsParameters {
  /** Jobs that have run since before then: the start of this process, if no other runs them. */
  startedBefore: Date
  /** Only jobs of this bot. @default any */
  botId?: string
  /** Stored as the job's error message. */
  reason?: string
  /** Jobs at most, up to 10000. @default 1000 */
  limit?: number
}

const reconcileJobsParameters = z.object({
  startedBefore: z.date(),
  botId: eventName.optional(),
  reason: z
    .string()
    .min(1)
    .default('The process that ran the job is gone.')
    .transform((reason) => toText(reason, 2000)),
  limit: z.int().min(1).max(10_000).default(1000),
})

const reconciledRow = z.object({ job_id: z.guid(), changed: z.int() })

/**
 * Ends as failed the jobs that a process left running when it died, and gives their ids,
 * the oldest first.
 *
 * The error is named `Abandoned`. A job that another transaction is writing is passed
 * over. An end that the dead process reached and that is recorded later still counts, as
 * it happened earlier.
 *
 * @throws InvalidInputError
 * @example
 * const abandoned = await reconcileJobs(pool, { startedBefore: processStart, botId: 'invoice-bot' })
 */
export async function reconcileJobs(db: Queryable, parameters: ReconcileJobsParameters): Promise<string[]> {
  const input = parseInput('reconcileJobs', reconcileJobsParameters, parameters)
  const { rows } = await db.query(RECONCILE_JOBS, [input.startedBefore, input.botId, input.reason, input.limit])
  return z
    .array(reconciledRow)
    .parse(rows)
    .flatMap(({ job_id, changed }) => (changed > 0 ? [job_id] : []))
}

const RECONCILE_JOBS = `
  WITH abandoned AS MATERIALIZED (
    SELECT job.job_id, coalesce(job.started_at, job.accepted_at) AS since,
      date_trunc('milliseconds', clock_timestamp()) AS failed_at
    FROM audit_jobs.jobs AS job
    WHERE job.state = 'running'
      AND coalesce(job.started_at, job.accepted_at) < $1
      AND ($2::text IS NULL OR job.bot_id = $2)
    ORDER BY coalesce(job.started_at, job.accepted_at), job.job_id
    LIMIT $4
    FOR UPDATE SKIP LOCKED
  )
  SELECT abandoned.job_id, audit_jobs.record_job_facts(json_build_array(json_build_object(
      'job_id', abandoned.job_id,
      'state', 'failed',
      'accepted_at', abandoned.failed_at,
      'finished_at', abandoned.failed_at,
      'accepted_stamp', '~',
      'finished_stamp', to_char(abandoned.failed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ' 2 ',
      'summary_stamp', '~',
      'error_message', $3::text,
      'error', json_build_object('name', 'Abandoned', 'message', $3::text)::text
    ))) AS changed
  FROM abandoned
  ORDER BY abandoned.since, abandoned.job_id
`
