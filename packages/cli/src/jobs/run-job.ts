import type { StackJob } from '@schemata/runner'
import type { Pool } from 'pg'

import { JobFailedError } from '../errors.js'

/** One run of a job. */
export interface JobRun {
  readonly name: string
  readonly startedAt: Date
  readonly durationMs: number
}

/**
 * Runs a job's statements now, on a connection of its own and in no transaction but their
 * own, so that a procedure may commit.
 *
 * @throws JobFailedError
 */
export async function runJob(pool: Pool, { name, sql }: Pick<StackJob, 'name' | 'sql'>): Promise<JobRun> {
  const startedAt = new Date()
  try {
    await pool.query(sql)
  } catch (cause) {
    throw new JobFailedError({ job: name, cause })
  }
  return { name, startedAt, durationMs: Date.now() - startedAt.getTime() }
}
