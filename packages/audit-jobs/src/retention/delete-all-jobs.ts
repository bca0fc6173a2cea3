import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface DeleteAllJobsParameters {
  /** These words, so that it is never called by mistake. */
  confirm: 'delete all jobs'
}

/** How many rows are gone. */
export interface DeletedRows {
  jobs: number
  stages: number
  events: number
}

const deleteAllJobsParameters = z.object({ confirm: z.literal('delete all jobs') })

const deletedRows = z.object({ jobs: z.int(), stages: z.int(), events: z.int() })

/**
 * Deletes every job, stage and log line, those of running jobs included, in one
 * statement, and gives the numbers.
 *
 * Readers are not held up; writers of the same rows are. The tables stay.
 *
 * @throws InvalidInputError without the words.
 * @example
 * const { jobs } = await deleteAllJobs(pool, { confirm: 'delete all jobs' })
 */
export async function deleteAllJobs(db: Queryable, parameters: DeleteAllJobsParameters): Promise<DeletedRows> {
  parseInput('deleteAllJobs', deleteAllJobsParameters, parameters)
  const { rows } = await db.query(DELETE_ALL_JOBS)
  return deletedRows.parse(rows[0])
}

const DELETE_ALL_JOBS = `
  WITH stages AS (
    DELETE FROM audit_jobs.job_stages RETURNING id
  ), jobs AS (
    DELETE FROM audit_jobs.jobs RETURNING job_id
  ), events AS (
    DELETE FROM audit_jobs.job_events RETURNING id
  )
  SELECT (SELECT count(*) FROM jobs)::float8 AS jobs, (SELECT count(*) FROM stages)::float8 AS stages,
    (SELECT count(*) FROM events)::float8 AS events
`
