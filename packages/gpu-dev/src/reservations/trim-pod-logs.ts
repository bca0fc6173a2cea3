import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface TrimPodLogsParameters {
  /** How much of the end stays. @default 10000 */
  keepCharacters?: number
  /** @default 1000 */
  limit?: number
}

const trimPodLogsParameters = z.object({
  keepCharacters: z.int().min(0).default(10_000),
  limit: z.int().min(1).max(100_000).default(1000),
})

/**
 * Shortens the logs of reservations that have ended; gives how many. Passes over what
 * others have locked.
 *
 * @throws InvalidInputError
 * @example
 * await trimPodLogs(pool, { keepCharacters: 10_000 })
 */
export async function trimPodLogs(db: Queryable, parameters: TrimPodLogsParameters = {}): Promise<number> {
  const { keepCharacters, limit } = parseInput('trimPodLogs', trimPodLogsParameters, parameters)
  const { rows } = await db.query(TRIM_POD_LOGS, [keepCharacters, limit])
  return rows.length
}

const TRIM_POD_LOGS = `
  UPDATE gpu_dev.reservations AS reservation
  SET pod_logs = right(reservation.pod_logs, $1)
  WHERE reservation.reservation_id = ANY (ARRAY(
    SELECT ended.reservation_id
    FROM gpu_dev.reservations AS ended
    WHERE ended.reservation_ended IS NOT NULL AND length(ended.pod_logs) > $1
    ORDER BY ended.reservation_ended
    LIMIT $2
    FOR NO KEY UPDATE SKIP LOCKED
  ))
  RETURNING reservation.reservation_id
`
