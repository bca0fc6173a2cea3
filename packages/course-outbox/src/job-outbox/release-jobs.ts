import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type HeldJob, heldJobs, touchedIds } from './claimed-job.js'

export interface ReleaseJobsParameters {
  /** At most 1,000. */
  jobs: readonly HeldJob[]
}

const releaseJobsParameters = z.object({ jobs: heldJobs })

/**
 * Gives leased jobs back untried, and gives the ids of those that were still the caller's.
 *
 * They are ready at once, and the attempt does not count.
 *
 * @throws InvalidInputError
 * @example
 * await releaseJobs(pool, { jobs: notStarted })
 */
export async function releaseJobs(db: Queryable, parameters: ReleaseJobsParameters): Promise<string[]> {
  const { jobs } = parseInput('releaseJobs', releaseJobsParameters, parameters)
  const { rows } = await db.query(RELEASE_JOBS, [jobs.map(({ outboxId }) => outboxId), jobs.map(({ fence }) => fence)])
  return touchedIds.parse(rows)
}

const RELEASE_JOBS = `
  SELECT outbox_id FROM course_outbox.release_jobs($1::uuid[], $2::bigint[]) AS released (outbox_id)
`
