import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type JobStage, jobStage } from './job-stage.js'

export interface ListJobStagesParameters {
  jobId: string
}

const listJobStagesParameters = z.object({ jobId: z.guid() })

/**
 * Lists the runs of stages within a job, in the order in which they began.
 *
 * Empty for a job without stages and for one that does not exist.
 *
 * @throws InvalidInputError
 * @example
 * const stages = await listJobStages(pool, { jobId })
 */
export async function listJobStages(db: Queryable, parameters: ListJobStagesParameters): Promise<JobStage[]> {
  const { jobId } = parseInput('listJobStages', listJobStagesParameters, parameters)
  const { rows } = await db.query(LIST_JOB_STAGES, [jobId])
  return z.array(jobStage).parse(rows)
}

const LIST_JOB_STAGES = `
  SELECT stage_name, status, started_at, ended_at, duration_ms, meta, error
  FROM audit_jobs.job_stages
  WHERE job_id = $1
  ORDER BY started_at, id
`
