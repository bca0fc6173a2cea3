import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListStageSummaryParameters {
  /** Only stages of this bot's jobs. @default all */
  botId?: string
  /** Begun then or later. @default all */
  from?: Date
  /** Begun before then. @default all */
  to?: Date
}

/** How often a stage ran, how it ended and how long it took. */
export interface StageSummary {
  stageName: string
  total: number
  open: number
  succeeded: number
  failed: number
  /** Of ended runs, in milliseconds; null when none has ended. */
  averageMs: number | null
  minMs: number | null
  maxMs: number | null
  p50Ms: number | null
  p95Ms: number | null
}

const listStageSummaryParameters = z.object({
  botId: z.string().optional(),
  from: z.date().optional(),
  to: z.date().optional(),
})

const stageSummary = z
  .object({
    stage_name: z.string(),
    total: z.int(),
    open: z.int(),
    succeeded: z.int(),
    failed: z.int(),
    average_ms: z.number().nullable(),
    min_ms: z.int().nullable(),
    max_ms: z.int().nullable(),
    p50_ms: z.int().nullable(),
    p95_ms: z.int().nullable(),
  })
  .transform(
    ({ stage_name, average_ms, min_ms, max_ms, p50_ms, p95_ms, ...counts }): StageSummary => ({
      stageName: stage_name,
      ...counts,
      averageMs: average_ms,
      minMs: min_ms,
      maxMs: max_ms,
      p50Ms: p50_ms,
      p95Ms: p95_ms,
    }),
  )

/**
 * Sums up stages by name. Without parameters it reads the view job_stage_summary.
 *
 * @throws InvalidInputError
 * @example
 * const stages = await listStageSummary(pool, { botId: 'invoice-bot', from: yesterday })
 */
export async function listStageSummary(
  db: Queryable,
  parameters: ListStageSummaryParameters = {},
): Promise<StageSummary[]> {
  const { botId, from, to } = parseInput('listStageSummary', listStageSummaryParameters, parameters)
  const everything = botId === undefined && from === undefined && to === undefined
  const { rows } = everything ? await db.query(READ_VIEW) : await db.query(SUM_UP_SOME, [botId, from, to])
  return z.array(stageSummary).parse(rows)
}

const READ_VIEW = `
  SELECT stage_name, total_stages::float8 AS total, open_stages::float8 AS open, succeeded_stages::float8 AS succeeded,
    failed_stages::float8 AS failed, avg_duration_ms::float8 AS average_ms, min_duration_ms AS min_ms,
    max_duration_ms AS max_ms, p50_duration_ms AS p50_ms, p95_duration_ms AS p95_ms
  FROM audit_jobs.job_stage_summary
  ORDER BY stage_name
`

const SUM_UP_SOME = `
  SELECT stage.stage_name, count(*)::float8 AS total,
    (count(*) FILTER (WHERE stage.status = 'start'))::float8 AS open,
    (count(*) FILTER (WHERE stage.status = 'succeed'))::float8 AS succeeded,
    (count(*) FILTER (WHERE stage.status = 'fail'))::float8 AS failed,
    round(avg(stage.duration_ms))::float8 AS average_ms, min(stage.duration_ms) AS min_ms,
    max(stage.duration_ms) AS max_ms,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY stage.duration_ms) AS p50_ms,
    percentile_disc(0.95) WITHIN GROUP (ORDER BY stage.duration_ms) AS p95_ms
  FROM audit_jobs.job_stages AS stage
  JOIN audit_jobs.jobs AS job ON job.job_id = stage.job_id
  WHERE ($1::text IS NULL OR job.bot_id = $1)
    AND ($2::timestamptz IS NULL OR stage.started_at >= $2)
    AND ($3::timestamptz IS NULL OR stage.started_at < $3)
  GROUP BY stage.stage_name
  ORDER BY stage.stage_name
`
