import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { endedIds, type SweepParameters, sweepParameters } from './ended-ids.js'

export interface CancelStaleReservationsParameters extends SweepParameters {
  /** How long a reservation may wait. @default 48 */
  afterHours?: number
}

const cancelStaleReservationsParameters = z.object({ afterHours: z.number().min(0).default(48), ...sweepParameters })

/**
 * Cancels reservations that have waited too long; gives their ids. One that got its turn meanwhile stays.
 *
 * Batch by batch, what is due longest first, until nothing is left; passes over rows that
 * others have locked, so that several may run at once. Groups go as one.
 *
 * @throws InvalidInputError
 * @example
 * const stale = await cancelStaleReservations(pool)
 */
export async function cancelStaleReservations(
  db: Queryable,
  parameters: CancelStaleReservationsParameters = {},
): Promise<string[]> {
  const { afterHours, batch, maxBatches } = parseInput(
    'cancelStaleReservations',
    cancelStaleReservationsParameters,
    parameters,
  )
  return endedIds(db, CANCEL_STALE_RESERVATIONS, { values: [batch, afterHours], maxBatches })
}

const CANCEL_STALE_RESERVATIONS = `
  SELECT reservation_id
  FROM gpu_dev.cancel_stale_reservations($1::integer, $2::float8 * interval '1 hour') AS ended (reservation_id)
`
