import type { Queryable } from '@schemata/contract'

import { parseInput } from '../parse-input.js'
import { explainInsert } from './explain-insert.js'
import { getReservation } from './get-reservation.js'
import { type NewReservation, newReservation, toReservationRows } from './new-reservation.js'
import type { Reservation } from './reservation.js'

export type CreateReservationParameters = NewReservation

/**
 * Makes a pending reservation, or all nodes of a group, and gives it, or the first node.
 *
 * Asks neither limits nor capacity and sends no message: `requestReservation` does.
 *
 * @throws ReservationIdTakenError whoever has it.
 * @throws UnknownGpuTypeError
 * @throws InvalidInputError
 * @example
 * const reservation = await createReservation(pool, { owner: 'ada', gpuType: 'h100', gpuCount: 8, nodes: 2 })
 */
export async function createReservation(db: Queryable, parameters: CreateReservationParameters): Promise<Reservation> {
  const rows = toReservationRows(parseInput('createReservation', newReservation, parameters))
  try {
    await db.query(CREATE_RESERVATION, [JSON.stringify(rows)])
  } catch (cause) {
    throw explainInsert(cause, rows)
  }
  return getReservation(db, { reservationId: String(rows[0]?.reservation_id) })
}

const CREATE_RESERVATION = 'SELECT gpu_dev.insert_reservations($1::jsonb) AS nodes'
