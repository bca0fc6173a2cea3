import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { reservationId as id } from './reservation-id.js'

export interface DeleteReservationParameters {
  reservationId: string
}

const deleteReservationParameters = z.object({ reservationId: id })

/**
 * Deletes a reservation for good, with the nodes it is the first of; false where there is
 * none. Its disk is free then, its names are gone. To end one, cancel it.
 *
 * @throws InvalidInputError
 * @example
 * await deleteReservation(pool, { reservationId })
 */
export async function deleteReservation(db: Queryable, parameters: DeleteReservationParameters): Promise<boolean> {
  const { reservationId } = parseInput('deleteReservation', deleteReservationParameters, parameters)
  const { rows } = await db.query(DELETE_RESERVATION, [reservationId])
  return rows.length > 0
}

const DELETE_RESERVATION = 'DELETE FROM gpu_dev.reservations WHERE reservation_id = $1 RETURNING reservation_id'
