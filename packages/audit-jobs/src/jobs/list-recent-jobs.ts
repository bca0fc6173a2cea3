import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { type Job, jobRow, toJob } from './job.js'

/** A job of the view recent_jobs. */
export interface RecentJob extends Job {
  durationSeconds: number | null
  stageCount: number
}

const recentJob = jobRow
  .extend({ duration_seconds: z.number().nullable(), stage_count: z.int() })
  .transform(
    (row): RecentJob => ({ ...toJob(row), durationSeconds: row.duration_seconds, stageCount: row.stage_count }),
  )

/**
 * Lists the 100 jobs accepted last, newest first, each with the number of its stages.
 *
 * @example
 * const [newest] = await listRecentJobs(pool)
 */
export async function listRecentJobs(db: Queryable): Promise<RecentJob[]> {
  const { rows } = await db.query(LIST_RECENT_JOBS)
  return z.array(recentJob).parse(rows)
}

const LIST_RECENT_JOBS = `
  SELECT job_id, bot_id, state, accepted_at, started_at, finished_at, created_by, correlation_id, attempt, retry_of,
    duration_ms, queue_ms, total_ms, meta, result, error_message, error, estimate, capacity_snapshot, stages,
    stages_list, redacted_keys, duration_seconds::float8 AS duration_seconds, stage_count::float8 AS stage_count
  FROM audit_jobs.recent_jobs
  ORDER BY accepted_at DESC, job_id DESC
`
