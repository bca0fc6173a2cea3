import type { Queryable } from '@schemata/contract'

import { UnknownJobError } from '../errors.js'
import { listJobEvents } from '../job-events/list-job-events.js'
import { findJob } from './find-job.js'

export interface ExportJobParameters {
  jobId: string
}

/** A job as one JSON document: times are ISO texts in UTC. */
export interface JobDocument {
  format: 1
  job: Record<string, unknown>
  stages: Record<string, unknown>[]
  /** Its raw log lines, where they are kept; the first 10,000. */
  events: Record<string, unknown>[]
}

/**
 * Gives a job, its stages and its log lines as one document that JSON.stringify writes
 * without loss.
 *
 * @throws UnknownJobError when there is none of that id.
 * @throws InvalidInputError
 * @example
 * await writeFile(`${jobId}.json`, JSON.stringify(await exportJob(pool, { jobId })))
 */
export async function exportJob(db: Queryable, { jobId }: ExportJobParameters): Promise<JobDocument> {
  const found = await findJob(db, { jobId })
  if (!found) throw new UnknownJobError({ jobId })
  const { stages, ...job } = found
  const events = await listJobEvents(db, { jobId, limit: 10_000 })
  return { format: 1, job: plain(job), stages: stages.map(plain), events: events.map(plain) }
}

/** What remains of an object when it is written as JSON and read again. */
function plain(value: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value))
}
