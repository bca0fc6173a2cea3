import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'
import { findReservation } from './find-reservation.js'
import type { Reservation } from './reservation.js'
import { reservationId as id } from './reservation-id.js'

export interface FindOwnReservationParameters {
  reservationId: string
  /** Who asks. */
  owner: string
}

/** `forbidden`: it is somebody else's, who does not share it. */
export type OwnReservation =
  | { outcome: 'found'; reservation: Reservation }
  | { outcome: 'unknown' }
  | { outcome: 'forbidden' }

const findOwnReservationParameters = z.object({ reservationId: id, owner: userName })

/**
 * Gives a reservation to its owner or to one of its secondary users.
 *
 * @throws InvalidInputError
 * @example
 * const found = await findOwnReservation(pool, { reservationId, owner: caller.username })
 * if (found.outcome === 'forbidden') return forbidden()
 */
export async function findOwnReservation(
  db: Queryable,
  parameters: FindOwnReservationParameters,
): Promise<OwnReservation> {
  const { reservationId, owner } = parseInput('findOwnReservation', findOwnReservationParameters, parameters)
  const reservation = await findReservation(db, { reservationId })
  if (!reservation) return { outcome: 'unknown' }
  const isAllowed = reservation.owner === owner || reservation.secondaryUsers.includes(owner)
  return isAllowed ? { outcome: 'found', reservation } : { outcome: 'forbidden' }
}
