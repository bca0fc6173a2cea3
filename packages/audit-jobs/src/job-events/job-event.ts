import { z } from 'zod'

export const logLevel = z.enum(['debug', 'info', 'warn', 'error'])

export type LogLevel = z.output<typeof logLevel>

/** A log line as it is stored. */
export interface JobEvent {
  /** Counts up; orders lines of one time. */
  id: string
  ts: Date
  level: LogLevel
  type: string
  jobId: string | null
  botId: string | null
  /** The whole record. */
  payload: unknown
}

/** Reads a line out of a row, or fails when the row is not one. */
export const jobEvent = z
  .object({
    id: z.string(),
    ts: z.date(),
    level: logLevel,
    type: z.string(),
    job_id: z.guid().nullable(),
    bot_id: z.string().nullable(),
    payload: z.unknown(),
  })
  .transform(
    (row): JobEvent => ({
      id: row.id,
      ts: row.ts,
      level: row.level,
      type: row.type,
      jobId: row.job_id,
      botId: row.bot_id,
      payload: row.payload,
    }),
  )
