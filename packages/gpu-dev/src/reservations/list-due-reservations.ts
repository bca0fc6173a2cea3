import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { pageLimit } from '../page-limit.js'
import { parseInput } from '../parse-input.js'
import { type ReservationSummary, reservationSummaries } from './reservation-summary.js'

export interface ListDueReservationsParameters {
  /** @default 1000 */
  limit?: number
}

const listDueReservationsParameters = z.object({ limit: pageLimit.default(1000) })

/**
 * Lists usable reservations whose time is over, first those that have been over longest.
 * Changes nothing; `expireReservations` ends them.
 *
 * @throws InvalidInputError
 * @example
 * const overdue = await listDueReservations(pool)
 */
export async function listDueReservations(
  db: Queryable,
  parameters: ListDueReservationsParameters = {},
): Promise<ReservationSummary[]> {
  const { limit } = parseInput('listDueReservations', listDueReservationsParameters, parameters)
  const { rows } = await db.query(LIST_DUE_RESERVATIONS, [limit])
  return reservationSummaries.parse(rows)
}

const LIST_DUE_RESERVATIONS = `
  SELECT
    reservation_id, user_id, status, gpu_type, gpu_count, instance_type, duration_hours, created_at,
    launched_at, expires_at, reservation_ended, name, pod_name, namespace, node_ip, node_port, disk_name,
    domain_name, failure_reason, current_detailed_status, warning, jupyter_enabled, is_multinode,
    master_reservation_id, node_index, total_nodes
  FROM gpu_dev.reservations
  WHERE expires_at IS NOT NULL AND status IN ('active', 'running') AND expires_at <= clock_timestamp()
  ORDER BY expires_at, reservation_id
  LIMIT $1
`
