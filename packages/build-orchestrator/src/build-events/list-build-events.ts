import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type BuildEvent, buildEvent } from './build-event.js'

export interface ListBuildEventsParameters {
  buildId: string
  /** Only what came after this event; the id of the last one listed follows the log. @default all */
  afterId?: string
  /** 1 to 10000. @default 1000 */
  limit?: number
}

const listBuildEventsParameters = z.object({
  buildId: z.guid(),
  afterId: z
    .string()
    .regex(/^\d{1,19}$/, 'expected the id of an event')
    .default('0'),
  limit: z.int().min(1).max(10_000).default(1000),
})

/**
 * Lists the events of a build in the order in which they were recorded.
 *
 * To follow a build, ask again with the last id. Two writers to one build may commit out
 * of order, so where one matters, ask once more from an id a little further back.
 *
 * @throws InvalidInputError
 * @example
 * const events = await listBuildEvents(pool, { buildId, afterId })
 */
export async function listBuildEvents(db: Queryable, parameters: ListBuildEventsParameters): Promise<BuildEvent[]> {
  const { buildId, afterId, limit } = parseInput('listBuildEvents', listBuildEventsParameters, parameters)
  const { rows } = await db.query(LIST_BUILD_EVENTS, [buildId, afterId, limit])
  return z.array(buildEvent).parse(rows)
}

const LIST_BUILD_EVENTS = `
  SELECT event.id::text AS id, event.build_queue_id, event.event_type, event.event_timestamp, event.event_data,
    event.source, event.severity, event.message
  FROM build_orchestrator.build_events AS event
  WHERE event.build_queue_id = $1 AND event.id > $2::bigint
  ORDER BY event.id
  LIMIT $3
`
