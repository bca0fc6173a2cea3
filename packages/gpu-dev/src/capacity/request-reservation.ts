import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { createReservationMessage } from '../queues/create-reservation-message.js'
import { explainInsert } from '../reservations/explain-insert.js'
import { type NewReservation, newReservation, toReservationRows } from '../reservations/new-reservation.js'
import { type ReservationStatus, reservationStatus } from '../reservations/reservation-status.js'

export interface RequestReservationParameters extends NewReservation {
  /**
   * What to do about GPUs: `later` leaves them to the processor, `queue` takes them now or
   * queues the reservation, `refuse` takes them now or makes nothing. @default 'later'
   */
  whenFull?: 'later' | 'queue' | 'refuse'
  /** Whether the processor is sent a message to launch it. @default true */
  isSent?: boolean
  dockerImage?: string
  /** May hold secrets; kept until the reservation ends. */
  envVars?: Readonly<Record<string, string>>
  command?: string
  diskSizeGb?: number
}

export type RequestedReservation =
  | {
      outcome: 'requested' | 'started'
      reservationId: string
      status: ReservationStatus
      /** Of the queue; null where none was sent. */
      messageId: string | null
    }
  | { outcome: 'waiting'; reservationId: string; status: ReservationStatus; queuePosition: number }
  | { outcome: 'limit_exceeded'; limit: string; allowed: number; wanted: number }
  | { outcome: 'no_capacity' | 'unknown_gpu_type' | 'inactive_gpu_type' }

const requestReservationParameters = newReservation.extend({
  whenFull: z.enum(['later', 'queue', 'refuse']).default('later'),
  isSent: z.boolean().default(true),
  dockerImage: z.string().max(1000).optional(),
  envVars: z.record(z.string(), z.string()).optional(),
  command: z.string().max(10_000).optional(),
  diskSizeGb: z.int().min(1).optional(),
})

const requestedRow = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.enum(['requested', 'started']),
    current_status: reservationStatus,
    message_id: z.string().nullable(),
  }),
  z.object({ outcome: z.literal('waiting'), current_status: reservationStatus, queue_position: z.number() }),
  z.object({
    outcome: z.literal('limit_exceeded'),
    limit_name: z.string(),
    allowed: z.number(),
    wanted: z.number(),
  }),
  z.object({ outcome: z.enum(['no_capacity', 'unknown_gpu_type', 'inactive_gpu_type']) }),
])

/**
 * Asks for a reservation, or a group: its rows, its owner's limits, its GPUs and the
 * message that launches it, in one statement. All of it happens or nothing.
 *
 * Requests of one user go one after the other, and so do those who take GPUs of one kind.
 *
 * @throws ReservationIdTakenError whoever has it.
 * @throws InvalidInputError
 * @example
 * const asked = await requestReservation(pool, { owner: 'ada', gpuType: 'h100', gpuCount: 8, whenFull: 'queue' })
 * if (asked.outcome === 'waiting') tell(`You are number ${asked.queuePosition}.`)
 */
export async function requestReservation(
  db: Queryable,
  parameters: RequestReservationParameters,
): Promise<RequestedReservation> {
  const given = parseInput('requestReservation', requestReservationParameters, parameters)
  const rows = toReservationRows(given)
  const reservationId = String(rows[0]?.reservation_id)
  const message = given.isSent ? JSON.stringify(createReservationMessage({ ...given, reservationId })) : null
  try {
    const answer = await db.query(REQUEST_RESERVATION, [JSON.stringify(rows), message, given.whenFull])
    return toRequested(requestedRow.parse(answer.rows[0]), reservationId)
  } catch (cause) {
    throw explainInsert(cause, rows)
  }
}

function toRequested(row: z.output<typeof requestedRow>, reservationId: string): RequestedReservation {
  switch (row.outcome) {
    case 'requested':
    case 'started':
      return { outcome: row.outcome, reservationId, status: row.current_status, messageId: row.message_id }
    case 'waiting':
      return { outcome: row.outcome, reservationId, status: row.current_status, queuePosition: row.queue_position }
    case 'limit_exceeded':
      return { outcome: row.outcome, limit: row.limit_name, allowed: row.allowed, wanted: row.wanted }
    default:
      return { outcome: row.outcome }
  }
}

const REQUEST_RESERVATION = `
  SELECT outcome, current_status, queue_position, message_id::text, limit_name, allowed, wanted
  FROM gpu_dev.request_reservation($1::jsonb, $2::jsonb, $3)
`
