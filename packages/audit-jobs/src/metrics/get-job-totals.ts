import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface GetJobTotalsParameters {
  /** Jobs accepted then or later. @default all */
  from?: Date
  /** Jobs accepted before then. @default all */
  to?: Date
}

export interface JobTotals {
  jobs: number
  /** From start to finish, all jobs together. */
  secondsSpent: number
  /** The bot with the most jobs; null when there is none. */
  topBot: { botId: string; jobs: number } | null
}

const getJobTotalsParameters = z.object({ from: z.date().optional(), to: z.date().optional() })

const jobTotals = z
  .object({ jobs: z.int(), seconds_spent: z.number(), top_bot: z.string().nullable(), top_jobs: z.int().nullable() })
  .transform(
    (row): JobTotals => ({
      jobs: row.jobs,
      secondsSpent: row.seconds_spent,
      topBot: row.top_bot === null ? null : { botId: row.top_bot, jobs: row.top_jobs ?? 0 },
    }),
  )

/**
 * Gives the number of jobs, the time they took and the busiest bot.
 *
 * @throws InvalidInputError
 * @example
 * const { jobs, secondsSpent, topBot } = await getJobTotals(pool)
 */
export async function getJobTotals(db: Queryable, parameters: GetJobTotalsParameters = {}): Promise<JobTotals> {
  const { from, to } = parseInput('getJobTotals', getJobTotalsParameters, parameters)
  const { rows } = await db.query(GET_JOB_TOTALS, [from, to])
  return jobTotals.parse(rows[0])
}

// Sums of integers are 64 bits wide, sums of those are numeric: nothing overflows.
const GET_JOB_TOTALS = `
  WITH bot AS (
    SELECT job.bot_id, count(*) AS jobs, sum(job.duration_ms) AS spent_ms
    FROM audit_jobs.jobs AS job
    WHERE ($1::timestamptz IS NULL OR job.accepted_at >= $1)
      AND ($2::timestamptz IS NULL OR job.accepted_at < $2)
    GROUP BY job.bot_id
  )
  SELECT coalesce(sum(bot.jobs), 0)::float8 AS jobs,
    coalesce(sum(bot.spent_ms) / 1000.0, 0)::float8 AS seconds_spent,
    (array_agg(bot.bot_id ORDER BY bot.jobs DESC, bot.bot_id))[1] AS top_bot,
    max(bot.jobs)::float8 AS top_jobs
  FROM bot
`
