import { z } from 'zod'

/** One run of a stage. */
export interface JobStage {
  stageName: string
  /** `start` while it is open. */
  status: 'start' | 'succeed' | 'fail'
  startedAt: Date
  endedAt: Date | null
  /** Null while it is open. */
  durationMs: number | null
  meta: unknown
  /** Name, message and stack. */
  error: unknown
}

/** A row as the statements list it; a time may come as the text that JSON makes of it. */
export const jobStageRow = z.object({
  stage_name: z.string(),
  status: z.enum(['start', 'succeed', 'fail']),
  started_at: z.coerce.date(),
  ended_at: z.coerce.date().nullable(),
  duration_ms: z.int().nullable(),
  meta: z.unknown(),
  error: z.unknown(),
})

/** Reads a stage out of a row, or fails when the row is not one. */
export const jobStage = jobStageRow.transform(
  (row): JobStage => ({
    stageName: row.stage_name,
    status: row.status,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    durationMs: row.duration_ms,
    meta: row.meta ?? null,
    error: row.error ?? null,
  }),
)
