import { z } from 'zod'

import { type JobHeader, jobHeaderColumns, toJobHeader } from './job-header.js'

/** A job with all that was recorded of it; its stages are rows of their own. */
export interface Job extends JobHeader {
  /** Parameters of the job. */
  meta: unknown
  /** What the job gave. */
  result: unknown
  /** Why it failed, or was canceled. */
  errorMessage: string | null
  /** Name, message and stack. */
  error: unknown
  /** What was expected of it when it was accepted. */
  estimate: unknown
  /** How busy the runner was when it was accepted. */
  capacitySnapshot: unknown
  /** Stage name to milliseconds, as the job's summary told. */
  stageTotals: unknown
  /** The stages in order, as the job's summary told. */
  stagesList: unknown
  /** Keys masked since in the payload, `*` when all of it was taken out. */
  redactedKeys: string[] | null
}

/** A row as the statements of this folder list it. */
export const jobRow = z.object({
  ...jobHeaderColumns,
  meta: z.unknown(),
  result: z.unknown(),
  error_message: z.string().nullable(),
  error: z.unknown(),
  estimate: z.unknown(),
  capacity_snapshot: z.unknown(),
  stages: z.unknown(),
  stages_list: z.unknown(),
  redacted_keys: z.array(z.string()).nullable(),
})

export function toJob(row: z.output<typeof jobRow>): Job {
  return {
    ...toJobHeader(row),
    meta: row.meta,
    result: row.result,
    errorMessage: row.error_message,
    error: row.error,
    estimate: row.estimate,
    capacitySnapshot: row.capacity_snapshot,
    stageTotals: row.stages,
    stagesList: row.stages_list,
    redactedKeys: row.redacted_keys,
  }
}
