import { z } from 'zod'

import { eventSource } from './event-source.js'

export interface FsmEvent {
  eventId: string
  /** The course it happened to. */
  entityId: string
  /** FSM_INITIALIZED, STATE_TRANSITIONED, JOB_CREATED, JOB_COMPLETED, JOB_FAILED, ERROR_OCCURRED, or one of yours. */
  eventType: string
  eventData: unknown
  createdAt: Date
  createdBy: 'API' | 'QUEUE' | 'WORKER'
  /** Null: nobody in particular, or somebody since erased. */
  userId: string | null
}

/** A row as the statements of this folder list it. */
export const fsmEventRow = z.object({
  event_id: z.guid(),
  entity_id: z.guid(),
  event_type: z.string(),
  event_data: z.unknown(),
  created_at: z.date(),
  created_by: eventSource,
  user_id: z.guid().nullable(),
})

/** The event that a row holds. */
export function toFsmEvent(row: z.infer<typeof fsmEventRow>): FsmEvent {
  return {
    eventId: row.event_id,
    entityId: row.entity_id,
    eventType: row.event_type,
    eventData: row.event_data,
    createdAt: row.created_at,
    createdBy: row.created_by,
    userId: row.user_id,
  }
}
