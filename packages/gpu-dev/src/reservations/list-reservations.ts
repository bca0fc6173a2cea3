import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { pageLimit } from '../page-limit.js'
import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'
import { type ReservationStatus, statusFilter } from './reservation-status.js'
import { type ReservationSummary, reservationSummaries } from './reservation-summary.js'

export interface ListReservationsParameters {
  /** @default everybody's */
  owner?: string
  /** active and running are one. @default any */
  statuses?: readonly ReservationStatus[]
  /** @default 1000 */
  limit?: number
}

const listReservationsParameters = z.object({
  owner: userName.optional(),
  statuses: statusFilter,
  limit: pageLimit.default(1000),
})

/**
 * Lists reservations, newest first.
 *
 * @throws InvalidInputError
 * @example
 * const mine = await listReservations(pool, { owner: 'ada', statuses: ['queued', 'active'] })
 */
export async function listReservations(
  db: Queryable,
  parameters: ListReservationsParameters = {},
): Promise<ReservationSummary[]> {
  const { owner, statuses, limit } = parseInput('listReservations', listReservationsParameters, parameters)
  const { rows } = await db.query(LIST_RESERVATIONS, [owner, statuses, limit])
  return reservationSummaries.parse(rows)
}

const LIST_RESERVATIONS = `
  SELECT
    reservation_id, user_id, status, gpu_type, gpu_count, instance_type, duration_hours, created_at,
    launched_at, expires_at, reservation_ended, name, pod_name, namespace, node_ip, node_port, disk_name,
    domain_name, failure_reason, current_detailed_status, warning, jupyter_enabled, is_multinode,
    master_reservation_id, node_index, total_nodes
  FROM gpu_dev.reservations
  WHERE ($1::text IS NULL OR user_id = $1)
    AND ($2::text[] IS NULL OR status = ANY ($2))
  ORDER BY created_at DESC, reservation_id DESC
  LIMIT $3
`
