import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Age, age } from './age.js'

export interface PurgeJobsParameters extends Age {}

const purgeJobsParameters = z.object(age)
const purged = z.object({ jobs: z.int() })

/**
 * Deletes jobs that finished long ago, with their stages, and gives their number.
 *
 * A job that waits or runs is never deleted, however old. With a pool, each batch commits
 * by itself, so that nobody waits for long and a stop loses one batch at most; rows that
 * others are writing are left for the next call. Log lines go with purgeJobEvents.
 *
 * @throws InvalidInputError
 * @example
 * const deleted = await purgeJobs(pool, { olderThanDays: 90 })
 */
export async function purgeJobs(db: Queryable, parameters: PurgeJobsParameters): Promise<number> {
  const { olderThanDays, batchSize } = parseInput('purgeJobs', purgeJobsParameters, parameters)
  let total = 0
  for (;;) {
    const { rows } = await db.query(PURGE_JOBS, [olderThanDays, batchSize])
    const { jobs } = purged.parse(rows[0])
    total += jobs
    if (jobs < batchSize) return total
  }
}

const PURGE_JOBS = `
  WITH purged AS (
    DELETE FROM audit_jobs.jobs AS job
    WHERE job.job_id = ANY (ARRAY(
      SELECT old.job_id
      FROM audit_jobs.jobs AS old
      WHERE old.finished_at < now() - make_interval(days => $1)
        AND old.state IN ('succeeded', 'failed', 'canceled')
      ORDER BY old.finished_at
      LIMIT $2
      FOR UPDATE SKIP LOCKED
    ))
    RETURNING job.job_id
  )
  SELECT count(*)::integer AS jobs FROM purged
`
