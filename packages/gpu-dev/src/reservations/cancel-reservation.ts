import type { Queryable } from '@schemata/contract'

import { type Transition, transitionReservation } from './transition-reservation.js'

export interface CancelReservationParameters {
  reservationId: string
  /** Who has to own it. @default anybody */
  owner?: string
  /** Why, in words. */
  detail?: string
}

/**
 * Cancels a reservation, or a whole group, that has not ended, and gives back all it held.
 *
 * @throws InvalidInputError
 * @example
 * const cancelled = await cancelReservation(pool, { reservationId, owner: caller.username })
 * if (cancelled.outcome === 'refused') return conflict(`It is ${cancelled.status}.`)
 */
export function cancelReservation(db: Queryable, parameters: CancelReservationParameters): Promise<Transition> {
  const { reservationId, owner, detail } = parameters
  return transitionReservation(db, {
    reservationId,
    to: 'cancelled',
    ...(owner === undefined ? {} : { owner }),
    ...(detail === undefined ? {} : { detail }),
  })
}
