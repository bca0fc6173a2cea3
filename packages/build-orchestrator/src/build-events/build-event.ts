import { z } from 'zod'

export const severity = z.enum(['debug', 'info', 'warning', 'error', 'critical'])

export type Severity = z.infer<typeof severity>

/** A row as the statements of this folder list it. */
export const buildEventRow = z.object({
  id: z.string(),
  build_queue_id: z.guid(),
  event_type: z.string(),
  event_timestamp: z.date(),
  event_data: z.unknown(),
  source: z.string().nullable(),
  severity: severity.nullable(),
  message: z.string().nullable(),
})

/** Something that happened during a build. */
export interface BuildEvent {
  /** Rises with every event; a 64-bit number as text. */
  id: string
  buildId: string
  eventType: string
  eventTimestamp: Date
  eventData: unknown
  source: string | null
  severity: Severity
  message: string | null
}

/** Reads an event out of a row, or fails when the row is not one. */
export const buildEvent = buildEventRow.transform(
  (row): BuildEvent => ({
    id: row.id,
    buildId: row.build_queue_id,
    eventType: row.event_type,
    eventTimestamp: row.event_timestamp,
    eventData: row.event_data,
    source: row.source,
    severity: row.severity ?? 'info',
    message: row.message,
  }),
)
