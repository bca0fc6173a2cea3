import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { filterValues, type JobFilter, jobFilter, MATCHES_FILTER, namesOneSpan } from './job-filter.js'

export interface CountJobsParameters extends JobFilter {}

/** Jobs in all and by state. */
export interface JobCounts {
  total: number
  queued: number
  running: number
  succeeded: number
  failed: number
  canceled: number
}

const countJobsParameters = z
  .object(jobFilter)
  .refine(namesOneSpan, { path: ['month'], message: 'expected a day or a month, not both' })

const jobCounts = z.object({
  total: z.int(),
  queued: z.int(),
  running: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  canceled: z.int(),
})

/**
 * Counts the jobs that listJobs would list, in all and by state.
 *
 * @throws InvalidInputError
 * @example
 * const { total, failed } = await countJobs(pool, { day: '2026-03-01', zone: 'Europe/Berlin' })
 */
export async function countJobs(db: Queryable, parameters: CountJobsParameters = {}): Promise<JobCounts> {
  const filter = parseInput('countJobs', countJobsParameters, parameters)
  const { rows } = await db.query(COUNT_JOBS, filterValues(filter))
  return jobCounts.parse(rows[0])
}

const COUNT_JOBS = `
  SELECT count(*)::float8 AS total,
    (count(*) FILTER (WHERE job.state = 'queued'))::float8 AS queued,
    (count(*) FILTER (WHERE job.state = 'running'))::float8 AS running,
    (count(*) FILTER (WHERE job.state = 'succeeded'))::float8 AS succeeded,
    (count(*) FILTER (WHERE job.state = 'failed'))::float8 AS failed,
    (count(*) FILTER (WHERE job.state = 'canceled'))::float8 AS canceled
  FROM audit_jobs.jobs AS job
  WHERE ${MATCHES_FILTER}
`
