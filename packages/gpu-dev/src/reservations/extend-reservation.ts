import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'
import { reservationId as id } from './reservation-id.js'
import { type ReservationStatus, reservationStatus } from './reservation-status.js'

export interface ExtendReservationParameters {
  reservationId: string
  /** Who asks; only the owner may. */
  owner: string
  /** From above 0 to 72. */
  hours: number
  /** How long it may last from launch to end. @default 48 */
  maxHours?: number
  /** A request that was granted under the same id is not granted again. @default none */
  requestId?: string
}

/**
 * `not_active`: it is not usable, or its time is over. `over_cap`: it would last longer than
 * `maxHours`. `over_limit`: its owner's GPU-hours of the month do not suffice. `expiresAt`
 * is the end that stands.
 */
export type Extension =
  | { outcome: 'extended'; status: ReservationStatus; expiresAt: Date; durationHours: number }
  | { outcome: 'not_active' | 'over_cap' | 'over_limit'; status: ReservationStatus; expiresAt: Date | null }
  | { outcome: 'forbidden' | 'unknown' }

const extendReservationParameters = z.object({
  reservationId: id,
  owner: userName,
  hours: z.number().gt(0).max(72),
  maxHours: z.number().gt(0).max(10_000).default(48),
  requestId: z.string().min(1).max(255).optional(),
})

const extensionRow = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('extended'),
    current_status: reservationStatus,
    expires_at: z.date(),
    duration_hours: z.number(),
  }),
  z.object({
    outcome: z.enum(['not_active', 'over_cap', 'over_limit']),
    current_status: reservationStatus,
    expires_at: z.date().nullable(),
  }),
  z.object({ outcome: z.enum(['forbidden', 'unknown']) }),
])

/**
 * Gives a usable reservation, or group, more time: moves its end, forgets the warnings
 * that were sent and notes it in the history, in one statement.
 *
 * @throws InvalidInputError
 * @example
 * const extension = await extendReservation(pool, { reservationId, owner: caller.username, hours: 8 })
 * if (extension.outcome !== 'extended') return conflict(extension.outcome)
 */
export async function extendReservation(db: Queryable, parameters: ExtendReservationParameters): Promise<Extension> {
  const given = parseInput('extendReservation', extendReservationParameters, parameters)
  const { rows } = await db.query(EXTEND_RESERVATION, [
    given.reservationId,
    given.owner,
    given.hours,
    given.maxHours,
    given.requestId,
  ])
  const row = extensionRow.parse(rows[0])
  if (row.outcome === 'extended') {
    const { outcome, current_status: status, expires_at: expiresAt, duration_hours: durationHours } = row
    return { outcome, status, expiresAt, durationHours }
  }
  if (!('current_status' in row)) return row
  return { outcome: row.outcome, status: row.current_status, expiresAt: row.expires_at }
}

const EXTEND_RESERVATION = `
  SELECT outcome, current_status, expires_at, duration_hours
  FROM gpu_dev.extend_reservation($1, $2, $3, $4, $5)
`
