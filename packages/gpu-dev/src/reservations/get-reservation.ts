import type { Queryable } from '@schemata/contract'

import { UnknownReservationError } from '../errors.js'
import { type FindReservationParameters, findReservation } from './find-reservation.js'
import type { Reservation } from './reservation.js'

export type GetReservationParameters = FindReservationParameters

/**
 * Gives a reservation that has to be there.
 *
 * @throws UnknownReservationError
 * @throws InvalidInputError
 * @example
 * const { expiresAt } = await getReservation(pool, { reservationId })
 */
export async function getReservation(db: Queryable, parameters: GetReservationParameters): Promise<Reservation> {
  const found = await findReservation(db, parameters)
  if (!found) throw new UnknownReservationError({ reservationId: parameters.reservationId })
  return found
}
