import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { jobsState } from '../generated/rows.js'
import { parseInput } from '../parse-input.js'

export interface FindJobProgressParameters {
  jobId: string
  /** How many of the bot's last successes are averaged. @default 10 */
  runs?: number
}

/** How far a job is. */
export interface JobProgress {
  jobId: string
  state: z.infer<typeof jobsState>
  /** The stage that is open, the one begun last where there are several; else the last that ended. Null before the first. */
  currentStage: string | null
  /** Runs of stages that have ended. */
  endedStages: number
  /** Since the start; to the end where there is one. Null while it waits. */
  elapsedMs: number | null
  /** Elapsed time against the average of the bot's last successes, at most 99 while it runs; null where it has none. */
  percentage: number | null
}

const findJobProgressParameters = z.object({ jobId: z.guid(), runs: z.int().min(1).max(1000).default(10) })

const jobProgress = z
  .object({
    job_id: z.guid(),
    state: jobsState,
    current_stage: z.string().nullable(),
    ended_stages: z.int(),
    elapsed_ms: z.number().nullable(),
    average_ms: z.number().nullable(),
  })
  .transform(
    (row): JobProgress => ({
      jobId: row.job_id,
      state: row.state,
      currentStage: row.current_stage,
      endedStages: row.ended_stages,
      elapsedMs: row.elapsed_ms,
      percentage: percentageOf(row.state, row.elapsed_ms, row.average_ms),
    }),
  )

function percentageOf(state: JobProgress['state'], elapsed: number | null, average: number | null): number | null {
  if (state === 'queued') return 0
  if (state !== 'running') return 100
  if (elapsed === null || average === null) return null
  return average <= 0 ? 99 : Math.min(99, Math.floor((elapsed / average) * 100))
}

/**
 * Tells how far a job is, by the stage it is in and by the time its bot usually takes, or
 * gives `undefined` when there is none of that id. The database's clock counts.
 *
 * @throws InvalidInputError
 * @example
 * const progress = await findJobProgress(pool, { jobId })
 */
export async function findJobProgress(
  db: Queryable,
  parameters: FindJobProgressParameters,
): Promise<JobProgress | undefined> {
  const { jobId, runs } = parseInput('findJobProgress', findJobProgressParameters, parameters)
  const { rows } = await db.query(FIND_JOB_PROGRESS, [jobId, runs])
  return rows[0] === undefined ? undefined : jobProgress.parse(rows[0])
}

const FIND_JOB_PROGRESS = `
  SELECT job.job_id, job.state, stage.stage_name AS current_stage,
    (SELECT count(*) FROM audit_jobs.job_stages AS ended WHERE ended.job_id = job.job_id AND ended.status <> 'start')
      ::integer AS ended_stages,
    CASE WHEN job.started_at IS NOT NULL THEN
      greatest(0, extract(epoch FROM coalesce(job.finished_at, clock_timestamp()) - job.started_at) * 1000)
    END::float8 AS elapsed_ms,
    (
      SELECT avg(run.duration_ms)
      FROM (
        SELECT other.duration_ms
        FROM audit_jobs.jobs AS other
        WHERE other.bot_id = job.bot_id AND other.state = 'succeeded' AND other.duration_ms IS NOT NULL
        ORDER BY other.accepted_at DESC
        LIMIT $2
      ) AS run
    )::float8 AS average_ms
  FROM audit_jobs.jobs AS job
  LEFT JOIN LATERAL (
    SELECT run.stage_name
    FROM audit_jobs.job_stages AS run
    WHERE run.job_id = job.job_id
    ORDER BY run.status = 'start' DESC, run.started_at DESC, run.id DESC
    LIMIT 1
  ) AS stage ON true
  WHERE job.job_id = $1
`
