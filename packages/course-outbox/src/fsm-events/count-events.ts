import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface CountEventsParameters {
  /** How far back, in milliseconds. @default an hour */
  withinMs?: number
}

export interface EventCounts {
  total: number
  /** By type; a type without events is absent. */
  byType: Record<string, number>
  /** By the part of the system that recorded them. */
  bySource: Record<'API' | 'QUEUE' | 'WORKER', number>
}

const countEventsParameters = z.object({ withinMs: z.int().min(1).default(3_600_000) })

const counted = z.array(
  z.object({ event_type: z.string(), created_by: z.enum(['API', 'QUEUE', 'WORKER']), count: z.int() }),
)

/**
 * Counts the events of the last while, over all courses, by type and by source.
 *
 * @throws InvalidInputError
 * @example
 * const { byType } = await countEvents(pool, {})
 */
export async function countEvents(db: Queryable, parameters: CountEventsParameters = {}): Promise<EventCounts> {
  const { withinMs } = parseInput('countEvents', countEventsParameters, parameters)
  const { rows } = await db.query(COUNT_EVENTS, [withinMs])
  const counts: EventCounts = { total: 0, byType: {}, bySource: { API: 0, QUEUE: 0, WORKER: 0 } }
  for (const { event_type, created_by, count } of counted.parse(rows)) {
    counts.total += count
    counts.byType[event_type] = (counts.byType[event_type] ?? 0) + count
    counts.bySource[created_by] += count
  }
  return counts
}

const COUNT_EVENTS = `
  SELECT event_type, created_by, count(*)::integer AS count
  FROM course_outbox.fsm_events
  WHERE created_at >= now() - make_interval(secs => $1::float8 / 1000)
  GROUP BY event_type, created_by
`
