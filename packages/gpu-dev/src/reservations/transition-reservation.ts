import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'
import { reservationId as id } from './reservation-id.js'
import { type ReservationStatus, reservationStatus } from './reservation-status.js'

export interface TransitionReservationParameters {
  /** Of any node of a group: all its nodes move. */
  reservationId: string
  to: ReservationStatus
  /** The only statuses to come from. @default all from which `to` may follow */
  from?: readonly ReservationStatus[]
  /** Who has to own it. @default anybody */
  owner?: string
  /** What is going on, in words. */
  detail?: string
  failureReason?: string
}

/**
 * `unchanged`: it was there already. `refused`: not from the status it is in, which
 * stands in `status`. `no_capacity`: too few GPUs are left to go into preparation.
 */
export type Transition =
  | {
      outcome: 'changed' | 'unchanged' | 'refused' | 'no_capacity' | 'forbidden'
      status: ReservationStatus
      nodes: number
    }
  | { outcome: 'unknown' }

const transitionReservationParameters = z.object({
  reservationId: id,
  to: reservationStatus,
  from: z.array(reservationStatus).min(1).optional(),
  owner: userName.optional(),
  detail: z.string().max(10_000).optional(),
  failureReason: z.string().max(10_000).optional(),
})

const transitionRow = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('unknown') }),
  z.object({
    outcome: z.enum(['changed', 'unchanged', 'refused', 'no_capacity', 'forbidden']),
    current_status: reservationStatus,
    nodes: z.number(),
  }),
])

/**
 * Moves a reservation from status to status: the one way to do so.
 *
 * Locks its rows, and on the way into preparation its kind of GPU, so that of several
 * callers each finds what the one before left. With an end go its disk, its names and its
 * target group. Final statuses stay.
 *
 * @throws InvalidInputError
 * @example
 * const failed = await transitionReservation(pool, { reservationId, to: 'failed', failureReason: 'image not found' })
 */
export async function transitionReservation(
  db: Queryable,
  parameters: TransitionReservationParameters,
): Promise<Transition> {
  const given = parseInput('transitionReservation', transitionReservationParameters, parameters)
  const { rows } = await db.query(TRANSITION_RESERVATION, [
    given.reservationId,
    given.to,
    given.from,
    given.owner,
    given.detail,
    given.failureReason,
  ])
  const row = transitionRow.parse(rows[0])
  return row.outcome === 'unknown' ? row : { outcome: row.outcome, status: row.current_status, nodes: row.nodes }
}

const TRANSITION_RESERVATION = `
  SELECT outcome, current_status, nodes
  FROM gpu_dev.transition_reservation($1, $2, $3::text[], $4, $5, $6)
`
