import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { reservationId as id } from '../reservations/reservation-id.js'
import { type ReservationStatus, reservationStatus } from '../reservations/reservation-status.js'

export interface StartReservationParameters {
  /** Of any node of a group. */
  reservationId: string
}

/**
 * `started`: the GPUs are its own, it is in preparation. `waiting`: it is queued, at that
 * place. `unchanged`: it was in preparation before. `refused`: it is past all that.
 */
export type Start =
  | { outcome: 'started' | 'unchanged' | 'refused'; status: ReservationStatus }
  | { outcome: 'waiting'; status: ReservationStatus; queuePosition: number }
  | { outcome: 'unknown' }

const startReservationParameters = z.object({ reservationId: id })

const startRow = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.enum(['started', 'unchanged', 'refused']), current_status: reservationStatus }),
  z.object({ outcome: z.literal('waiting'), current_status: reservationStatus, queue_position: z.number() }),
  z.object({ outcome: z.literal('unknown') }),
])

/**
 * Takes the GPUs of a reservation if there are enough and nobody of its kind has queued
 * longer; else it is queued, and `admitReservations` starts it when its turn comes.
 *
 * Callers who want GPUs of one kind go one after the other, so that the last ones are given
 * once.
 *
 * @throws InvalidInputError
 * @example
 * const start = await startReservation(pool, { reservationId })
 */
export async function startReservation(db: Queryable, parameters: StartReservationParameters): Promise<Start> {
  const { reservationId } = parseInput('startReservation', startReservationParameters, parameters)
  const { rows } = await db.query(START_RESERVATION, [reservationId])
  const row = startRow.parse(rows[0])
  if (row.outcome === 'unknown') return { outcome: row.outcome }
  if (row.outcome !== 'waiting') return { outcome: row.outcome, status: row.current_status }
  return { outcome: row.outcome, status: row.current_status, queuePosition: row.queue_position }
}

const START_RESERVATION = `
  SELECT outcome, current_status, queue_position FROM gpu_dev.start_reservation($1)
`
