import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

/** A row of the view job_metrics_by_bot. */
export interface JobMetricsByBot {
  botId: string
  totalJobs: number
  succeededJobs: number
  failedJobs: number
  /** Of jobs that have ended; null when none has. */
  avgDurationSeconds: number | null
  /** Percentage of those that succeeded or failed; null when neither exists. */
  successRate: number | null
}

const jobMetricsByBot = z
  .object({
    bot_id: z.string(),
    total_jobs: z.int(),
    succeeded_jobs: z.int(),
    failed_jobs: z.int(),
    avg_duration_seconds: z.number().nullable(),
    success_rate: z.number().nullable(),
  })
  .transform(
    (row): JobMetricsByBot => ({
      botId: row.bot_id,
      totalJobs: row.total_jobs,
      succeededJobs: row.succeeded_jobs,
      failedJobs: row.failed_jobs,
      avgDurationSeconds: row.avg_duration_seconds,
      successRate: row.success_rate,
    }),
  )

/**
 * Lists every bot with its numbers of all time, by its id.
 *
 * Reads all jobs; rankBots answers for a span of time.
 *
 * @example
 * const metrics = await listJobMetricsByBot(pool)
 */
export async function listJobMetricsByBot(db: Queryable): Promise<JobMetricsByBot[]> {
  const { rows } = await db.query(LIST_JOB_METRICS_BY_BOT)
  return z.array(jobMetricsByBot).parse(rows)
}

const LIST_JOB_METRICS_BY_BOT = `
  SELECT bot_id, total_jobs::float8 AS total_jobs, succeeded_jobs::float8 AS succeeded_jobs,
    failed_jobs::float8 AS failed_jobs, avg_duration_seconds::float8 AS avg_duration_seconds,
    success_rate::float8 AS success_rate
  FROM audit_jobs.job_metrics_by_bot
  ORDER BY bot_id
`
