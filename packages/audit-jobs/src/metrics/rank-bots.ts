import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface RankBotsParameters {
  /** Jobs accepted then or later. @default all */
  from?: Date
  /** Jobs accepted before then. @default all */
  to?: Date
  /** Bots at most, up to 200. @default 30 */
  limit?: number
}

export interface RankedBot {
  botId: string
  total: number
  queued: number
  running: number
  succeeded: number
  failed: number
  canceled: number
  /** Percentage of those that succeeded or failed; null when neither exists. */
  successRate: number | null
  /** Milliseconds from start to finish, over jobs in any final state that were started; null without one. */
  averageMs: number | null
  p50Ms: number | null
  p95Ms: number | null
  p99Ms: number | null
  /** Seconds spent in all. */
  totalSeconds: number
}

const rankBotsParameters = z.object({
  from: z.date().optional(),
  to: z.date().optional(),
  limit: z.int().min(1).max(200).default(30),
})

const rankedBot = z
  .object({
    bot_id: z.string(),
    total: z.int(),
    queued: z.int(),
    running: z.int(),
    succeeded: z.int(),
    failed: z.int(),
    canceled: z.int(),
    success_rate: z.number().nullable(),
    average_ms: z.number().nullable(),
    p50_ms: z.number().nullable(),
    p95_ms: z.number().nullable(),
    p99_ms: z.number().nullable(),
    total_seconds: z.number(),
  })
  .transform(
    ({ bot_id, success_rate, average_ms, p50_ms, p95_ms, p99_ms, total_seconds, ...counts }): RankedBot => ({
      botId: bot_id,
      ...counts,
      successRate: success_rate,
      averageMs: average_ms,
      p50Ms: p50_ms,
      p95Ms: p95_ms,
      p99Ms: p99_ms,
      totalSeconds: total_seconds,
    }),
  )

/**
 * Ranks bots by their number of jobs, with durations and percentiles.
 *
 * @throws InvalidInputError
 * @example
 * const [busiest] = await rankBots(pool, { from: monthStart })
 */
export async function rankBots(db: Queryable, parameters: RankBotsParameters = {}): Promise<RankedBot[]> {
  const { from, to, limit } = parseInput('rankBots', rankBotsParameters, parameters)
  const { rows } = await db.query(RANK_BOTS, [from, to, limit])
  return z.array(rankedBot).parse(rows)
}

const RANK_BOTS = `
  SELECT job.bot_id, count(*)::float8 AS total,
    (count(*) FILTER (WHERE job.state = 'queued'))::float8 AS queued,
    (count(*) FILTER (WHERE job.state = 'running'))::float8 AS running,
    (count(*) FILTER (WHERE job.state = 'succeeded'))::float8 AS succeeded,
    (count(*) FILTER (WHERE job.state = 'failed'))::float8 AS failed,
    (count(*) FILTER (WHERE job.state = 'canceled'))::float8 AS canceled,
    round(
      100.0 * count(*) FILTER (WHERE job.state = 'succeeded')
      / nullif(count(*) FILTER (WHERE job.state IN ('succeeded', 'failed')), 0),
      2
    )::float8 AS success_rate,
    round(avg(job.duration_ms))::float8 AS average_ms,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY job.duration_ms) AS p50_ms,
    percentile_cont(0.95) WITHIN GROUP (ORDER BY job.duration_ms) AS p95_ms,
    percentile_cont(0.99) WITHIN GROUP (ORDER BY job.duration_ms) AS p99_ms,
    coalesce(sum(job.duration_ms) / 1000.0, 0)::float8 AS total_seconds
  FROM audit_jobs.jobs AS job
  WHERE ($1::timestamptz IS NULL OR job.accepted_at >= $1)
    AND ($2::timestamptz IS NULL OR job.accepted_at < $2)
  GROUP BY job.bot_id
  ORDER BY count(*) DESC, job.bot_id
  LIMIT $3
`
