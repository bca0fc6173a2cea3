import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type FsmEvent, fsmEventRow, toFsmEvent } from './event.js'

export interface ListEventsParameters {
  /** The course. */
  entityId: string
  /** The `cursor` of the last event seen. @default from the newest on */
  after?: string
  /** Events at most, up to 500. @default 50 */
  limit?: number
}

/** An event on a page, and where the next page begins when it is the last one there. */
export interface ListedEvent extends FsmEvent {
  /** Opaque. */
  cursor: string
}

const CURSOR = /^(\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)~([0-9a-f-]{36})$/

const listEventsParameters = z.object({
  entityId: z.guid(),
  after: z.string().regex(CURSOR, 'expected the cursor of a listed event').optional(),
  limit: z.int().min(1).max(500).default(50),
})

const listedEvent = fsmEventRow
  .extend({ created_at_exactly: z.string() })
  .transform((row): ListedEvent => ({ ...toFsmEvent(row), cursor: `${row.created_at_exactly}~${row.event_id}` }))

/**
 * Lists what happened to the generation of a course, newest first.
 *
 * @throws InvalidInputError
 * @example
 * const history = await listEvents(pool, { entityId, limit: 20 })
 */
export async function listEvents(db: Queryable, parameters: ListEventsParameters): Promise<ListedEvent[]> {
  const { entityId, after, limit } = parseInput('listEvents', listEventsParameters, parameters)
  const [, createdAt, id] = (after && CURSOR.exec(after)) || BEFORE_ALL
  const { rows } = await db.query(LIST_EVENTS, [entityId, createdAt, id, limit])
  return z.array(listedEvent).parse(rows)
}

const BEFORE_ALL = ['', 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff']

// The time goes out and comes back as text: a Date would lose its microseconds. It is
// compared by itself first, so that the index of the history can be searched by it.
const LIST_EVENTS = `
  SELECT event_id, entity_id, event_type, event_data, created_at, created_by, user_id,
         to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at_exactly
  FROM course_outbox.fsm_events
  WHERE entity_id = $1
    AND created_at <= $2::timestamptz
    AND (created_at, event_id) < ($2::timestamptz, $3::uuid)
  ORDER BY created_at DESC, event_id DESC
  LIMIT $4
`
