import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { pageLimit } from '../page-limit.js'
import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'
import { type ReservationStatus, statusFilter } from './reservation-status.js'
import { type ReservationSummary, reservationSummaryRow, toReservationSummary } from './reservation-summary.js'

export interface PageReservationsParameters {
  owner: string
  /** active and running are one. @default any */
  statuses?: readonly ReservationStatus[]
  /** @default 0 */
  offset?: number
  /** @default 50 */
  limit?: number
}

export interface ReservationPage {
  reservations: ReservationSummary[]
  /** Of all pages. */
  total: number
}

const pageReservationsParameters = z.object({
  owner: userName,
  statuses: statusFilter,
  offset: z.int().min(0).default(0),
  limit: pageLimit.default(50),
})

const totalRow = z.object({ total: z.number() })

/**
 * Gives a page of somebody's reservations, newest first, with the number of all of them.
 *
 * @throws InvalidInputError
 * @example
 * const { reservations, total } = await pageReservations(pool, { owner: 'ada', offset: 50 })
 */
export async function pageReservations(
  db: Queryable,
  parameters: PageReservationsParameters,
): Promise<ReservationPage> {
  const { owner, statuses, offset, limit } = parseInput('pageReservations', pageReservationsParameters, parameters)
  const { rows } = await db.query(PAGE_RESERVATIONS, [owner, statuses, offset, limit])
  const total = totalRow.parse(rows[0]).total
  // Past the last page there is one row that holds the total alone.
  const filled = rows.filter((row) => row.reservation_id !== null)
  return { reservations: filled.map((row) => toReservationSummary(reservationSummaryRow.parse(row))), total }
}

const PAGE_RESERVATIONS = `
  WITH own AS MATERIALIZED (
    SELECT reservation_id, created_at
    FROM gpu_dev.reservations
    WHERE user_id = $1 AND ($2::text[] IS NULL OR status = ANY ($2))
  ),
  page AS (
    SELECT
      reservation_id, user_id, status, gpu_type, gpu_count, instance_type, duration_hours, created_at,
    launched_at, expires_at, reservation_ended, name, pod_name, namespace, node_ip, node_port, disk_name,
    domain_name, failure_reason, current_detailed_status, warning, jupyter_enabled, is_multinode,
    master_reservation_id, node_index, total_nodes
    FROM gpu_dev.reservations
    WHERE reservation_id = ANY (ARRAY(
      SELECT own.reservation_id
      FROM own
      ORDER BY own.created_at DESC, own.reservation_id DESC
      OFFSET $3
      LIMIT $4
    ))
  ),
  counted AS (
    SELECT count(*)::float8 AS total FROM own
  )
  SELECT
    counted.total,
    reservation_id, user_id, status, gpu_type, gpu_count, instance_type, duration_hours, created_at,
    launched_at, expires_at, reservation_ended, name, pod_name, namespace, node_ip, node_port, disk_name,
    domain_name, failure_reason, current_detailed_status, warning, jupyter_enabled, is_multinode,
    master_reservation_id, node_index, total_nodes
  FROM counted
  LEFT JOIN page ON true
  ORDER BY page.created_at DESC, page.reservation_id DESC
`
