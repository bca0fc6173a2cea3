import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListFailureReasonsParameters {
  /** Failed then or later. @default all */
  from?: Date
  /** Failed before then. @default all */
  to?: Date
  /** Only jobs of this bot. @default all */
  botId?: string
  /** Reasons at most, up to 500. @default 20 */
  limit?: number
}

export interface FailureReason {
  /** The error's name; null where none was told. */
  name: string | null
  /** The first 200 characters of the message. */
  message: string | null
  failures: number
  lastFailedAt: Date
  /** One of the jobs: the last to fail so. */
  lastJobId: string
}

const listFailureReasonsParameters = z.object({
  from: z.date().optional(),
  to: z.date().optional(),
  botId: z.string().optional(),
  limit: z.int().min(1).max(500).default(20),
})

const failureReason = z
  .object({
    name: z.string().nullable(),
    message: z.string().nullable(),
    failures: z.int(),
    last_failed_at: z.date(),
    last_job_id: z.guid(),
  })
  .transform(
    (row): FailureReason => ({
      name: row.name,
      message: row.message,
      failures: row.failures,
      lastFailedAt: row.last_failed_at,
      lastJobId: row.last_job_id,
    }),
  )

/**
 * Lists why jobs failed, the most frequent reason first.
 *
 * @throws InvalidInputError
 * @example
 * const reasons = await listFailureReasons(pool, { from: yesterday })
 */
export async function listFailureReasons(
  db: Queryable,
  parameters: ListFailureReasonsParameters = {},
): Promise<FailureReason[]> {
  const { from, to, botId, limit } = parseInput('listFailureReasons', listFailureReasonsParameters, parameters)
  const { rows } = await db.query(LIST_FAILURE_REASONS, [from, to, botId, limit])
  return z.array(failureReason).parse(rows)
}

const LIST_FAILURE_REASONS = `
  SELECT job.error ->> 'name' AS name, left(job.error_message, 200) AS message, count(*)::float8 AS failures,
    max(job.finished_at) AS last_failed_at,
    (array_agg(job.job_id ORDER BY job.finished_at DESC, job.job_id))[1] AS last_job_id
  FROM audit_jobs.jobs AS job
  WHERE job.state = 'failed' AND job.finished_at IS NOT NULL
    AND ($1::timestamptz IS NULL OR job.finished_at >= $1)
    AND ($2::timestamptz IS NULL OR job.finished_at < $2)
    AND ($3::text IS NULL OR job.bot_id = $3)
  GROUP BY job.error ->> 'name', left(job.error_message, 200)
  ORDER BY count(*) DESC, max(job.finished_at) DESC
  LIMIT $4
`
