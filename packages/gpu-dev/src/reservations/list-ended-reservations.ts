import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { pageLimit } from '../page-limit.js'
import { parseInput } from '../parse-input.js'
import { type ReservationSummary, reservationSummaries } from './reservation-summary.js'

export interface ListEndedReservationsParameters {
  /** How far back failed ones are listed. @default 24 */
  failedHours?: number
  /** How far back all others are. @default 168 */
  otherHours?: number
  /** @default 1000 */
  limit?: number
}

const listEndedReservationsParameters = z.object({
  failedHours: z.number().min(0).default(24),
  otherHours: z.number().min(0).default(168),
  limit: pageLimit.default(1000),
})

/**
 * Lists reservations that ended lately, newest end first: those whose pods are to be gone.
 *
 * @throws InvalidInputError
 * @example
 * for (const { podName, namespace } of await listEndedReservations(pool)) await deletePod(podName, namespace)
 */
export async function listEndedReservations(
  db: Queryable,
  parameters: ListEndedReservationsParameters = {},
): Promise<ReservationSummary[]> {
  const given = parseInput('listEndedReservations', listEndedReservationsParameters, parameters)
  const { rows } = await db.query(LIST_ENDED_RESERVATIONS, [given.failedHours, given.otherHours, given.limit])
  return reservationSummaries.parse(rows)
}

const LIST_ENDED_RESERVATIONS = `
  SELECT
    reservation_id, user_id, status, gpu_type, gpu_count, instance_type, duration_hours, created_at,
    launched_at, expires_at, reservation_ended, name, pod_name, namespace, node_ip, node_port, disk_name,
    domain_name, failure_reason, current_detailed_status, warning, jupyter_enabled, is_multinode,
    master_reservation_id, node_index, total_nodes
  FROM gpu_dev.reservations
  WHERE reservation_ended IS NOT NULL
    AND reservation_ended > clock_timestamp()
      - CASE WHEN status = 'failed' THEN $1::float8 ELSE $2::float8 END * interval '1 hour'
    AND reservation_ended > clock_timestamp() - greatest($1::float8, $2::float8) * interval '1 hour'
  ORDER BY reservation_ended DESC, reservation_id
  LIMIT $3
`
