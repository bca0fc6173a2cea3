import type { Queryable } from '@schemata/contract'

import { UnknownJobError } from '../errors.js'
import { findJob, type JobWithStages } from './find-job.js'

export interface GetJobParameters {
  jobId: string
}

/**
 * Gives one job with its stages.
 *
 * @throws UnknownJobError when there is none of that id.
 * @throws InvalidInputError
 * @example
 * const { state, stages } = await getJob(pool, { jobId })
 */
export async function getJob(db: Queryable, { jobId }: GetJobParameters): Promise<JobWithStages> {
  const job = await findJob(db, { jobId })
  if (!job) throw new UnknownJobError({ jobId })
  return job
}
