import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import { UnknownBuildError } from '../errors/builds.js'
import { parseInput } from '../parse-input.js'
import { type Severity, severity } from './build-event.js'

export interface RecordBuildEventsParameters {
  buildId: string
  /** 1 to 1000, in order. */
  events: readonly {
    eventType: string
    message?: string
    /** @default 'info' */
    severity?: Severity
    /** Who reports it. */
    source?: string
    data?: unknown
  }[]
}

const recordBuildEventsParameters = z.object({
  buildId: z.guid(),
  events: z
    .array(
      z.object({
        eventType: z.string().min(1).max(50),
        message: z.string().optional(),
        severity: severity.default('info'),
        source: z.string().max(100).optional(),
        data: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(1000),
})

/**
 * Appends events to a build, all in one statement, and gives the id of the last one.
 *
 * Their time is that of the database; within one call they keep their order.
 *
 * @throws UnknownBuildError, InvalidInputError
 * @example
 * await recordBuildEvents(pool, { buildId, events: [{ eventType: 'step', message: 'Compiling' }] })
 */
export async function recordBuildEvents(db: Queryable, parameters: RecordBuildEventsParameters): Promise<string> {
  const { buildId, events } = parseInput('recordBuildEvents', recordBuildEventsParameters, parameters)
  try {
    const { rows } = await db.query(RECORD_BUILD_EVENTS, [buildId, JSON.stringify(events)])
    return z.object({ id: z.string() }).parse(rows.at(-1)).id
  } catch (cause) {
    if (violates(cause, 'fk_build_events_queue')) throw new UnknownBuildError({ buildId, cause })
    throw cause
  }
}

const RECORD_BUILD_EVENTS = `
  INSERT INTO build_orchestrator.build_events
    (build_queue_id, event_type, event_timestamp, event_data, source, severity, message)
  SELECT $1, event ->> 'eventType', clock_timestamp(), event -> 'data', event ->> 'source', event ->> 'severity',
    event ->> 'message'
  FROM jsonb_array_elements($2::text::jsonb) WITH ORDINALITY AS given (event, place)
  ORDER BY place
  RETURNING id::text AS id
`
