import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Age, age } from './age.js'

export interface RedactJobsParameters extends Age {
  /**
   * Keys whose values become `[redacted]` at any depth, compared without case, the
   * creator's included. @default all payload is taken out, error messages as well; the
   * creator stays
   */
  keys?: readonly string[]
}

const redactJobsParameters = z.object({
  ...age,
  keys: z.array(z.string().min(1).toLowerCase()).min(1).optional(),
})

const redacted = z.object({ jobs: z.int(), last_finished_at: z.string().nullable(), last_job_id: z.guid().nullable() })

/**
 * Masks named keys in jobs that finished long ago, or takes out all that came from
 * outside, and gives the number of jobs changed.
 *
 * Stages and log lines of the jobs are treated alike. What was redacted is not filled
 * again by a late event. Batches as purgeJobs makes them; jobs treated before are passed
 * over.
 *
 * @throws InvalidInputError
 * @example
 * await redactJobs(pool, { olderThanDays: 7, keys: ['email', 'iban'] })
 * await redactJobs(pool, { olderThanDays: 30 })
 */
export async function redactJobs(db: Queryable, parameters: RedactJobsParameters): Promise<number> {
  const { olderThanDays, batchSize, keys } = parseInput('redactJobs', redactJobsParameters, parameters)
  let total = 0
  let after: [finishedAt: string, jobId: string] = ['-infinity', '00000000-0000-0000-0000-000000000000']
  for (;;) {
    const { rows } = await db.query(REDACT_JOBS, [olderThanDays, batchSize, keys ?? ['*'], ...after])
    const { jobs, last_finished_at, last_job_id } = redacted.parse(rows[0])
    total += jobs
    if (jobs < batchSize || last_finished_at === null || last_job_id === null) return total
    after = [last_finished_at, last_job_id]
  }
}

// One list of keys, ['*'] for everything; the bound keeps a batch from looking again at
// what the ones before it have seen.
const REDACT_JOBS = `
  WITH due AS MATERIALIZED (
    SELECT job.job_id, job.finished_at
    FROM audit_jobs.jobs AS job
    WHERE job.finished_at < now() - make_interval(days => $1)
      AND job.state IN ('succeeded', 'failed', 'canceled')
      AND (job.finished_at, job.job_id) > ($4::timestamptz, $5::uuid)
      AND (job.redacted_keys @> ARRAY['*'] OR job.redacted_keys @> $3::text[]) IS NOT TRUE
    ORDER BY job.finished_at, job.job_id
    LIMIT $2
    FOR UPDATE SKIP LOCKED
  ), jobs AS (
    UPDATE audit_jobs.jobs AS job
    SET meta = CASE WHEN $3 <> ARRAY['*'] THEN audit_jobs.mask_keys(job.meta, $3) END,
      result = CASE WHEN $3 <> ARRAY['*'] THEN audit_jobs.mask_keys(job.result, $3) END,
      error = CASE WHEN $3 <> ARRAY['*'] THEN audit_jobs.mask_keys(job.error, $3) END,
      error_message = CASE WHEN $3 <> ARRAY['*'] THEN job.error_message END,
      estimate = CASE WHEN $3 <> ARRAY['*'] THEN audit_jobs.mask_keys(job.estimate, $3) END,
      capacity_snapshot = CASE WHEN $3 <> ARRAY['*'] THEN audit_jobs.mask_keys(job.capacity_snapshot, $3) END,
      stages_list = CASE WHEN $3 <> ARRAY['*'] THEN audit_jobs.mask_keys(job.stages_list, $3) END,
      created_by = CASE WHEN $3 <> ARRAY['*'] THEN audit_jobs.mask_keys(job.created_by, $3) ELSE job.created_by END,
      redacted_keys = ARRAY(SELECT DISTINCT key FROM unnest(job.redacted_keys || $3) AS key ORDER BY key)
    FROM due
    WHERE job.job_id = due.job_id
  ), stages AS (
    UPDATE audit_jobs.job_stages AS stage
    SET meta = CASE WHEN $3 <> ARRAY['*'] THEN audit_jobs.mask_keys(stage.meta, $3) END,
      error = CASE WHEN $3 <> ARRAY['*'] THEN audit_jobs.mask_keys(stage.error, $3) END
    FROM due
    WHERE stage.job_id = due.job_id AND (stage.meta IS NOT NULL OR stage.error IS NOT NULL)
  ), lines AS (
    UPDATE audit_jobs.job_events AS line
    SET payload = CASE WHEN $3 <> ARRAY['*'] THEN audit_jobs.mask_keys(line.payload, $3) ELSE '{}'::jsonb END
    FROM due
    WHERE line.job_id = due.job_id
  )
  SELECT count(*)::integer AS jobs,
    (array_agg(due.finished_at::text ORDER BY due.finished_at DESC, due.job_id DESC))[1] AS last_finished_at,
    (array_agg(due.job_id ORDER BY due.finished_at DESC, due.job_id DESC))[1] AS last_job_id
  FROM due
`
