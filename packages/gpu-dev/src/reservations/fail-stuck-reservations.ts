import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { endedIds, type SweepParameters, sweepParameters } from './ended-ids.js'

export interface FailStuckReservationsParameters extends SweepParameters {
  /** How long preparation may take. @default 60 */
  afterMinutes?: number
}

const failStuckReservationsParameters = z.object({ afterMinutes: z.number().min(0).default(60), ...sweepParameters })

/**
 * Fails reservations that are stuck in preparation; gives their ids, nodes included.
 *
 * Batch by batch, what is due longest first, until nothing is left; passes over rows that
 * others have locked, so that several may run at once. Groups go as one.
 *
 * @throws InvalidInputError
 * @example
 * const stuck = await failStuckReservations(pool)
 */
export async function failStuckReservations(
  db: Queryable,
  parameters: FailStuckReservationsParameters = {},
): Promise<string[]> {
  const { afterMinutes, batch, maxBatches } = parseInput(
    'failStuckReservations',
    failStuckReservationsParameters,
    parameters,
  )
  return endedIds(db, FAIL_STUCK_RESERVATIONS, { values: [batch, afterMinutes], maxBatches })
}

const FAIL_STUCK_RESERVATIONS = `
  SELECT reservation_id
  FROM gpu_dev.fail_stuck_reservations($1::integer, $2::float8 * interval '1 minute') AS ended (reservation_id)
`
