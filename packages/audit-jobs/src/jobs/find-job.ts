import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type JobStage, jobStage } from '../job-stages/job-stage.js'
import { parseInput } from '../parse-input.js'
import { type Job, jobRow, toJob } from './job.js'

export interface FindJobParameters {
  jobId: string
}

/** A job and the runs of its stages, in the order in which they began. */
export interface JobWithStages extends Job {
  stages: JobStage[]
}

const findJobParameters = z.object({ jobId: z.guid() })

const jobWithStages = jobRow
  .extend({ stage_rows: z.array(jobStage) })
  .transform((row): JobWithStages => ({ ...toJob(row), stages: row.stage_rows }))

/**
 * Gives one job with its stages, or `undefined` when there is none of that id.
 *
 * @throws InvalidInputError
 * @example
 * const job = await findJob(pool, { jobId })
 */
export async function findJob(db: Queryable, parameters: FindJobParameters): Promise<JobWithStages | undefined> {
  const { jobId } = parseInput('findJob', findJobParameters, parameters)
  const { rows } = await db.query(FIND_JOB, [jobId])
  return jobWithStages.optional().parse(rows[0])
}

// One statement, so that the job and its stages are of the same moment.
const FIND_JOB = `
  SELECT job.job_id, job.bot_id, job.state, job.accepted_at, job.started_at, job.finished_at, job.created_by,
    job.correlation_id, job.attempt, job.retry_of, job.duration_ms, job.queue_ms, job.total_ms,
    job.meta, job.result, job.error_message, job.error, job.estimate, job.capacity_snapshot, job.stages,
    job.stages_list, job.redacted_keys,
    coalesce(
      (
        SELECT jsonb_agg(
          jsonb_build_object(
            'stage_name', stage.stage_name, 'status', stage.status, 'started_at', stage.started_at,
            'ended_at', stage.ended_at, 'duration_ms', stage.duration_ms, 'meta', stage.meta, 'error', stage.error
          )
          ORDER BY stage.started_at, stage.id
        )
        FROM audit_jobs.job_stages AS stage
        WHERE stage.job_id = job.job_id
      ),
      '[]'::jsonb
    ) AS stage_rows
  FROM audit_jobs.jobs AS job
  WHERE job.job_id = $1
`
