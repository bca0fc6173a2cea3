import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type JobEvent, jobEvent } from './job-event.js'

export interface ListJobEventsParameters {
  jobId: string
  /** Lines at most, up to 10000. @default 1000 */
  limit?: number
}

const listJobEventsParameters = z.object({ jobId: z.guid(), limit: z.int().min(1).max(10_000).default(1000) })

/**
 * Lists the log lines that speak of a job, the oldest first.
 *
 * @throws InvalidInputError
 * @example
 * const lines = await listJobEvents(pool, { jobId })
 */
export async function listJobEvents(db: Queryable, parameters: ListJobEventsParameters): Promise<JobEvent[]> {
  const { jobId, limit } = parseInput('listJobEvents', listJobEventsParameters, parameters)
  const { rows } = await db.query(LIST_JOB_EVENTS, [jobId, limit])
  return z.array(jobEvent).parse(rows)
}

const LIST_JOB_EVENTS = `
  SELECT id::text AS id, ts, level, type, job_id, bot_id, payload
  FROM audit_jobs.job_events
  WHERE job_id = $1
  ORDER BY ts, job_events.id
  LIMIT $2
`
