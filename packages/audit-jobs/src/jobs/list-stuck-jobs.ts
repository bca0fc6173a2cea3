import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListStuckJobsParameters {
  /** Running for longer than that. @default one hour */
  runningLongerThanMs?: number
  /** Running for longer than so many times the average of the bot's last 20 successes. @default 5 */
  timesAverage?: number
  /** Waiting for longer than that. @default one day */
  queuedLongerThanMs?: number
  /** Jobs at most, up to 1000. @default 100 */
  limit?: number
}

/** A job that has made no progress for suspiciously long. */
export interface StuckJob {
  jobId: string
  botId: string
  state: 'queued' | 'running'
  /** Running or waiting since then. */
  since: Date
  elapsedMs: number
  /** Of the bot's last 20 successes; null when it has none. */
  averageMs: number | null
  reason: 'running_long' | 'beyond_average' | 'queued_long'
}

const HOUR = 3_600_000

const listStuckJobsParameters = z.object({
  runningLongerThanMs: z.int().min(0).default(HOUR),
  timesAverage: z.number().positive().default(5),
  queuedLongerThanMs: z
    .int()
    .min(0)
    .default(24 * HOUR),
  limit: z.int().min(1).max(1000).default(100),
})

const stuckJob = z
  .object({
    job_id: z.guid(),
    bot_id: z.string(),
    state: z.enum(['queued', 'running']),
    since: z.date(),
    elapsed_ms: z.number(),
    average_ms: z.number().nullable(),
    reason: z.enum(['running_long', 'beyond_average', 'queued_long']),
  })
  .transform(
    (row): StuckJob => ({
      jobId: row.job_id,
      botId: row.bot_id,
      state: row.state,
      since: row.since,
      elapsedMs: row.elapsed_ms,
      averageMs: row.average_ms,
      reason: row.reason,
    }),
  )

/**
 * Lists jobs that run or wait for suspiciously long, the longest first.
 *
 * @throws InvalidInputError
 * @example
 * const stuck = await listStuckJobs(pool, { runningLongerThanMs: 15 * 60_000 })
 */
export async function listStuckJobs(db: Queryable, parameters: ListStuckJobsParameters = {}): Promise<StuckJob[]> {
  const input = parseInput('listStuckJobs', listStuckJobsParameters, parameters)
  const { rows } = await db.query(LIST_STUCK_JOBS, [
    input.runningLongerThanMs,
    input.timesAverage,
    input.queuedLongerThanMs,
    input.limit,
  ])
  return z.array(stuckJob).parse(rows)
}

const LIST_STUCK_JOBS = `
  SELECT stuck.job_id, stuck.bot_id, stuck.state, stuck.since, stuck.elapsed_ms, stuck.average_ms, stuck.reason
  FROM (
    SELECT job.job_id, job.bot_id, job.state, waiting.since, waiting.elapsed_ms, average.average_ms,
      CASE
        WHEN job.state = 'queued' AND waiting.elapsed_ms > $3::float8 THEN 'queued_long'
        WHEN job.state = 'running' AND waiting.elapsed_ms > $1::float8 THEN 'running_long'
        WHEN job.state = 'running' AND waiting.elapsed_ms > $2::float8 * average.average_ms THEN 'beyond_average'
      END AS reason
    FROM audit_jobs.jobs AS job
    CROSS JOIN LATERAL (
      SELECT coalesce(job.started_at, job.accepted_at) AS since,
        round(extract(epoch FROM clock_timestamp() - coalesce(job.started_at, job.accepted_at)) * 1000)::float8
          AS elapsed_ms
    ) AS waiting
    LEFT JOIN LATERAL (
      SELECT round(avg(run.duration_ms))::float8 AS average_ms
      FROM (
        SELECT past.duration_ms
        FROM audit_jobs.jobs AS past
        WHERE past.bot_id = job.bot_id AND past.state = 'succeeded'
        ORDER BY past.accepted_at DESC
        LIMIT 20
      ) AS run
    ) AS average ON job.state = 'running'
    WHERE job.state IN ('queued', 'running')
  ) AS stuck
  WHERE stuck.reason IS NOT NULL
  ORDER BY stuck.since, stuck.job_id
  LIMIT $4
`
