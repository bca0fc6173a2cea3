import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type HeldJob, heldJobs, touchedIds } from './claimed-job.js'

export interface ExtendJobLeasesParameters {
  /** At most 1,000. */
  jobs: readonly HeldJob[]
  /** Counted from now, by the clock of the database. */
  leaseMs: number
}

const extendJobLeasesParameters = z.object({ jobs: heldJobs, leaseMs: z.int().min(1).max(86_400_000) })

/**
 * Prolongs leases, and gives the ids of the jobs that are still the caller's.
 *
 * @throws InvalidInputError
 * @example
 * const held = await extendJobLeases(pool, { jobs, leaseMs: 30_000 })
 */
export async function extendJobLeases(db: Queryable, parameters: ExtendJobLeasesParameters): Promise<string[]> {
  const { jobs, leaseMs } = parseInput('extendJobLeases', extendJobLeasesParameters, parameters)
  const ids = jobs.map(({ outboxId }) => outboxId)
  const { rows } = await db.query(EXTEND_JOB_LEASES, [ids, jobs.map(({ fence }) => fence), leaseMs])
  return touchedIds.parse(rows)
}

const EXTEND_JOB_LEASES = `
  SELECT outbox_id FROM course_outbox.extend_job_leases($1::uuid[], $2::bigint[], $3) AS extended (outbox_id)
`
