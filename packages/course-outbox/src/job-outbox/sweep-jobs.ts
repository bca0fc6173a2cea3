import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface SweepJobsParameters {
  /** Jobs at most, up to 1,000. @default 500 */
  limit?: number
}

const sweepJobsParameters = z.object({ limit: z.int().min(1).max(1000).default(500) })

/**
 * Takes jobs back from workers that fell silent, and gives how many.
 *
 * Each gets another attempt later, or is dead when all are used up. Any number of
 * processes may sweep at once.
 *
 * @throws InvalidInputError
 * @example
 * const returned = await sweepJobs(pool)
 */
export async function sweepJobs(db: Queryable, parameters: SweepJobsParameters = {}): Promise<number> {
  const { limit } = parseInput('sweepJobs', sweepJobsParameters, parameters)
  const { rows } = await db.query(SWEEP_JOBS, [limit])
  return z.object({ swept: z.int() }).parse(rows[0]).swept
}

const SWEEP_JOBS = `
  SELECT course_outbox.sweep_jobs($1) AS swept
`
