import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { endedIds, type SweepParameters, sweepParameters } from './ended-ids.js'

export interface ExpireReservationsParameters extends SweepParameters {
  /** How long after its end a reservation lives on. @default 120 */
  graceSeconds?: number
}

const expireReservationsParameters = z.object({ graceSeconds: z.number().min(0).default(120), ...sweepParameters })

/**
 * Ends usable reservations whose time is over; gives their ids, nodes included.
 *
 * Batch by batch, what is due longest first, until nothing is left; passes over rows that
 * others have locked, so that several may run at once. Groups go as one.
 *
 * @throws InvalidInputError
 * @example
 * for (const reservationId of await expireReservations(pool)) await stopPod(reservationId)
 */
export async function expireReservations(
  db: Queryable,
  parameters: ExpireReservationsParameters = {},
): Promise<string[]> {
  const { graceSeconds, batch, maxBatches } = parseInput('expireReservations', expireReservationsParameters, parameters)
  return endedIds(db, EXPIRE_RESERVATIONS, { values: [batch, graceSeconds], maxBatches })
}

const EXPIRE_RESERVATIONS = `
  SELECT reservation_id
  FROM gpu_dev.expire_reservations($1::integer, $2::float8 * interval '1 second') AS ended (reservation_id)
`
