import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type JobState, jobState } from '../jobs/job-header.js'
import { parseInput } from '../parse-input.js'

export interface ListLastDurationsParameters {
  /** Only jobs of this bot. @default all */
  botId?: string
  /** Jobs at most, up to 5000. @default 400 */
  limit?: number
}

export interface LastDuration {
  jobId: string
  botId: string
  state: JobState
  finishedAt: Date
  durationMs: number
}

const listLastDurationsParameters = z.object({
  botId: z.string().optional(),
  limit: z.int().min(1).max(5000).default(400),
})

const lastDuration = z
  .object({
    job_id: z.guid(),
    bot_id: z.string(),
    state: jobState,
    finished_at: z.date(),
    duration_ms: z.int(),
  })
  .transform(
    (row): LastDuration => ({
      jobId: row.job_id,
      botId: row.bot_id,
      state: row.state,
      finishedAt: row.finished_at,
      durationMs: row.duration_ms,
    }),
  )

/**
 * Lists how long the jobs took that finished last, the latest first.
 *
 * @throws InvalidInputError
 * @example
 * const durations = await listLastDurations(pool, { botId: 'invoice-bot', limit: 50 })
 */
export async function listLastDurations(
  db: Queryable,
  parameters: ListLastDurationsParameters = {},
): Promise<LastDuration[]> {
  const { botId, limit } = parseInput('listLastDurations', listLastDurationsParameters, parameters)
  const { rows } = await db.query(LIST_LAST_DURATIONS, [botId, limit])
  return z.array(lastDuration).parse(rows)
}

const LIST_LAST_DURATIONS = `
  SELECT job_id, bot_id, state, finished_at, duration_ms
  FROM audit_jobs.jobs
  WHERE finished_at IS NOT NULL AND duration_ms IS NOT NULL AND ($1::text IS NULL OR bot_id = $1)
  ORDER BY finished_at DESC, job_id DESC
  LIMIT $2
`
