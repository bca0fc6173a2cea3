import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import { UnknownCourseError, UnknownUserError } from '../errors.js'
import { jsonObject } from '../json-object.js'
import { parseInput } from '../parse-input.js'
import { type FsmEvent, fsmEventRow, toFsmEvent } from './event.js'
import { eventSource } from './event-source.js'

export interface RecordEventParameters {
  /** The course. */
  entityId: string
  /** At most 50 characters. The two that change a state are recorded by the functions that do. */
  eventType: string
  /** @default empty */
  eventData?: Readonly<Record<string, unknown>>
  createdBy: 'API' | 'QUEUE' | 'WORKER'
  /** @default nobody in particular */
  userId?: string
}

const STATE_CHANGES = ['FSM_INITIALIZED', 'STATE_TRANSITIONED']

const recordEventParameters = z.object({
  entityId: z.guid(),
  eventType: z
    .string()
    .trim()
    .min(1)
    .max(50)
    .refine((type) => !STATE_CHANGES.includes(type), 'expected an event that changes no state'),
  eventData: jsonObject.default({}),
  createdBy: eventSource,
  userId: z.guid().optional(),
})

/**
 * Adds an event to the trail of a course. Events are never changed afterwards.
 *
 * @throws UnknownCourseError, UnknownUserError when what it refers to does not exist.
 * @throws InvalidInputError
 * @example
 * await recordEvent(client, { entityId, eventType: 'JOB_COMPLETED', createdBy: 'WORKER', eventData: { jobId } })
 */
export async function recordEvent(db: Queryable, parameters: RecordEventParameters): Promise<FsmEvent> {
  const { entityId, eventType, eventData, createdBy, userId } = parseInput(
    'recordEvent',
    recordEventParameters,
    parameters,
  )
  try {
    const values = [entityId, eventType, JSON.stringify(eventData), createdBy, userId]
    const { rows } = await db.query(RECORD_EVENT, values)
    return toFsmEvent(fsmEventRow.parse(rows[0]))
  } catch (cause) {
    if (violates(cause, 'fk_fsm_events_entity_id')) throw new UnknownCourseError({ courseId: entityId, cause })
    if (userId && violates(cause, 'fk_fsm_events_user_id')) throw new UnknownUserError({ userId, cause })
    throw cause
  }
}

const RECORD_EVENT = `
  INSERT INTO course_outbox.fsm_events (entity_id, event_type, event_data, created_at, created_by, user_id)
  VALUES ($1, $2, $3::text::jsonb, clock_timestamp(), $4, $5)
  RETURNING event_id, entity_id, event_type, event_data, created_at, created_by, user_id
`
