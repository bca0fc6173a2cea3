import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type HeldJob, heldJobs, touchedIds } from './claimed-job.js'

export interface CompleteJobsParameters {
  /** At most 1,000. */
  jobs: readonly HeldJob[]
}

const completeJobsParameters = z.object({ jobs: heldJobs })

/**
 * Marks jobs as processed by the clock of the database, and gives the ids it marked.
 *
 * One left out is no longer the caller's: it was claimed again, cancelled, or is dead.
 * Said twice, it gives the same answer.
 *
 * @throws InvalidInputError
 * @example
 * const marked = await completeJobs(client, { jobs })
 */
export async function completeJobs(db: Queryable, parameters: CompleteJobsParameters): Promise<string[]> {
  const { jobs } = parseInput('completeJobs', completeJobsParameters, parameters)
  const { rows } = await db.query(COMPLETE_JOBS, [jobs.map(({ outboxId }) => outboxId), jobs.map(({ fence }) => fence)])
  return touchedIds.parse(rows)
}

const COMPLETE_JOBS = `
  SELECT outbox_id FROM course_outbox.complete_jobs($1::uuid[], $2::bigint[]) AS completed (outbox_id)
`
