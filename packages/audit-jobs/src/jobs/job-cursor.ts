import { z } from 'zod'

const CURSOR = /^(\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)~([0-9a-f-]{36})$/

/** A place in a list of jobs, newest first: what comes behind it is older, or of the same moment with a lesser id. */
export const jobCursor = z
  .string()
  .regex(CURSOR, 'expected the cursor of a listed job')
  .transform((cursor): { acceptedAt: string; jobId: string } => {
    const [, acceptedAt = '', jobId = ''] = CURSOR.exec(cursor) ?? []
    return { acceptedAt, jobId }
  })

/** The cursor of a row that lists its time with microseconds, which a Date would lose. */
export function toJobCursor({ accepted_at_exactly, job_id }: { accepted_at_exactly: string; job_id: string }): string {
  return `${accepted_at_exactly}~${job_id}`
}
