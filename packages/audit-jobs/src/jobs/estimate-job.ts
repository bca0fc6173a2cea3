import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface EstimateJobParameters {
  botId: string
  /** How many of the bot's last successes are averaged. @default 10 */
  runs?: number
  /** With fewer successes than that, `defaultSeconds` is taken. @default 3 */
  minRuns?: number
  /** The average is never taken to be less. @default 30 */
  minSeconds?: number
  /** @default 120 */
  defaultSeconds?: number
  /** How many jobs run at once. @default 1 */
  concurrency?: number
  /** Jobs that come first. @default all that wait or run now */
  ahead?: number
}

/** When a job accepted now should start and finish. */
export interface Estimate {
  method: 'moving_average' | 'default'
  averageSeconds: number
  /** From now. */
  startSeconds: number
  /** From now. */
  finishSeconds: number
  startAt: Date
  finishAt: Date
}

const estimateJobParameters = z.object({
  botId: z.string(),
  runs: z.int().min(1).max(1000).default(10),
  minRuns: z.int().min(1).default(3),
  minSeconds: z.number().min(0).default(30),
  defaultSeconds: z.number().min(0).default(120),
  concurrency: z.int().min(1).default(1),
  ahead: z.int().min(0).optional(),
})

const estimateRow = z.object({ now: z.date(), runs: z.int(), average: z.number().nullable(), ahead: z.int() })

/**
 * Estimates when a job accepted now starts and finishes, by the moving average of its
 * bot's last successes.
 *
 * Jobs ahead are taken to last as long as this one.
 *
 * @throws InvalidInputError
 * @example
 * const estimate = await estimateJob(pool, { botId: 'invoice-bot', concurrency: 4 })
 * await recordAccepted(pool, { jobId, botId: 'invoice-bot', estimate: { ...estimate } })
 */
export async function estimateJob(db: Queryable, parameters: EstimateJobParameters): Promise<Estimate> {
  const input = parseInput('estimateJob', estimateJobParameters, parameters)
  const { rows } = await db.query(ESTIMATE_JOB, [input.botId, input.runs, input.ahead])
  const { now, runs, average, ahead } = estimateRow.parse(rows[0])
  const measured = average !== null && runs >= input.minRuns
  const averageSeconds = Math.round(measured ? Math.max(average, input.minSeconds) : input.defaultSeconds)
  const startSeconds = Math.floor(ahead / input.concurrency) * averageSeconds
  const finishSeconds = startSeconds + averageSeconds
  return {
    method: measured ? 'moving_average' : 'default',
    averageSeconds,
    startSeconds,
    finishSeconds,
    startAt: new Date(now.getTime() + startSeconds * 1000),
    finishAt: new Date(now.getTime() + finishSeconds * 1000),
  }
}

const ESTIMATE_JOB = `
  SELECT clock_timestamp() AS now, count(run.duration_ms)::integer AS runs,
    (avg(run.duration_ms) / 1000)::float8 AS average,
    coalesce(
      $3::integer,
      (SELECT count(*) FROM audit_jobs.jobs AS other WHERE other.state IN ('queued', 'running'))::integer
    ) AS ahead
  FROM (
    SELECT job.duration_ms
    FROM audit_jobs.jobs AS job
    WHERE job.bot_id = $1 AND job.state = 'succeeded' AND job.duration_ms IS NOT NULL
    ORDER BY job.accepted_at DESC
    LIMIT $2
  ) AS run
`
