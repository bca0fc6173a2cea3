import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { InvalidInputError } from '../errors.js'
import { parseInput } from '../parse-input.js'
import { eventName } from '../recording/events/event-names.js'
import { type EventTime, eventTime } from '../recording/events/event-time.js'
import { type PayloadRules, toPayload } from '../recording/payload.js'
import { payloadRules, type RecordingOptions, recordingOptions } from '../recording/recording-options.js'
import { type LogLevel, logLevel } from './job-event.js'

/** A log line. */
export interface JobEventInput {
  /** @default now, by the clock of this process */
  ts?: EventTime
  /** @default 'info' */
  level?: LogLevel
  /** Name of the event, such as job.accepted. */
  type: string
  jobId?: string
  botId?: string
  /** The whole record. @default an empty object */
  payload?: unknown
}

export interface RecordJobEventsParameters extends RecordingOptions {
  events: readonly JobEventInput[]
}

const eventInput = z.object({
  ts: eventTime.prefault(() => new Date()),
  level: logLevel.default('info'),
  type: eventName,
  jobId: z.guid().optional(),
  botId: eventName.optional(),
  payload: z.unknown().optional(),
})

const recordJobEventsParameters = z.object({ events: z.array(eventInput), ...recordingOptions })

/**
 * Appends log lines as they are and gives their number: all of them in one statement, or
 * none.
 *
 * Lines do not touch jobs and stages; that is what recordEvents is for. The same line
 * recorded twice is stored twice.
 *
 * @throws InvalidInputError
 * @example
 * await recordJobEvents(pool, { events: [{ type: 'bot.clicked', jobId, payload: { selector: '#go' } }] })
 */
export async function recordJobEvents(db: Queryable, parameters: RecordJobEventsParameters): Promise<number> {
  const { events, ...options } = parseInput('recordJobEvents', recordJobEventsParameters, parameters)
  if (events.length === 0) return 0
  const rules = payloadRules(options)
  const rows = events.map((event, index) => ({ ...event, payload: payloadOf(event.payload, rules, index) }))
  await db.query(RECORD_JOB_EVENTS, [JSON.stringify(rows)])
  return rows.length
}

function payloadOf(payload: unknown, rules: PayloadRules, index: number): string {
  try {
    return toPayload(payload, rules) ?? '{}'
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    const path = ['events', index, 'payload']
    throw new InvalidInputError({ accessor: 'recordJobEvents', issues: [{ path, message }], cause })
  }
}

const RECORD_JOB_EVENTS = `
  INSERT INTO audit_jobs.job_events (ts, level, type, job_id, bot_id, payload)
  SELECT line.ts, line.level, line.type, line."jobId", line."botId", line.payload::jsonb
  FROM json_to_recordset($1::text::json)
    AS line (ts timestamptz, level text, type text, "jobId" uuid, "botId" text, payload text)
`
