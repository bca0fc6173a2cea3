import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { reservationId as id } from './reservation-id.js'

export interface AppendStatusHistoryParameters {
  reservationId: string
  /** Also becomes the detailed status. */
  message: string
  failureReason?: string
}

const appendStatusHistoryParameters = z.object({
  reservationId: id,
  message: z.string().min(1).max(10_000),
  failureReason: z.string().max(10_000).optional(),
})

/**
 * Adds an entry to the history of a reservation; false where there is none of that id.
 * Two at once are both kept. Changes of status are recorded by themselves.
 *
 * @throws InvalidInputError
 * @example
 * await appendStatusHistory(pool, { reservationId, message: 'Pulling the image' })
 */
export async function appendStatusHistory(db: Queryable, parameters: AppendStatusHistoryParameters): Promise<boolean> {
  const given = parseInput('appendStatusHistory', appendStatusHistoryParameters, parameters)
  const { rows } = await db.query(APPEND_STATUS_HISTORY, [given.reservationId, given.message, given.failureReason])
  return rows.length > 0
}

const APPEND_STATUS_HISTORY = `
  UPDATE gpu_dev.reservations
  SET
    status_history = coalesce(status_history, '[]') || jsonb_build_array(gpu_dev.status_entry(NULL, $2, $3)),
    current_detailed_status = $2
  WHERE reservation_id = $1
  RETURNING reservation_id
`
