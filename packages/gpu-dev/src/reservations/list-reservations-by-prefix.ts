import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { pageLimit } from '../page-limit.js'
import { parseInput } from '../parse-input.js'
import { prefix as idPrefix, toPrefixPattern } from './prefix.js'
import { type ReservationSummary, reservationSummaries } from './reservation-summary.js'

export interface ListReservationsByPrefixParameters {
  /** Four characters or more; % and _ are what they are. */
  prefix: string
  /** @default 20 */
  limit?: number
}

const listReservationsByPrefixParameters = z.object({ prefix: idPrefix, limit: pageLimit.default(20) })

/**
 * Lists everybody's reservations whose ids begin like this, newest first. For operators:
 * it asks nobody's name.
 *
 * @throws InvalidInputError
 * @example
 * const found = await listReservationsByPrefix(pool, { prefix: '9d76' })
 */
export async function listReservationsByPrefix(
  db: Queryable,
  parameters: ListReservationsByPrefixParameters,
): Promise<ReservationSummary[]> {
  const { prefix, limit } = parseInput('listReservationsByPrefix', listReservationsByPrefixParameters, parameters)
  const { rows } = await db.query(LIST_RESERVATIONS_BY_PREFIX, [toPrefixPattern(prefix), limit])
  return reservationSummaries.parse(rows)
}

const LIST_RESERVATIONS_BY_PREFIX = `
  SELECT
    reservation_id, user_id, status, gpu_type, gpu_count, instance_type, duration_hours, created_at,
    launched_at, expires_at, reservation_ended, name, pod_name, namespace, node_ip, node_port, disk_name,
    domain_name, failure_reason, current_detailed_status, warning, jupyter_enabled, is_multinode,
    master_reservation_id, node_index, total_nodes
  FROM gpu_dev.reservations
  WHERE reservation_id LIKE $1
  ORDER BY created_at DESC, reservation_id DESC
  LIMIT $2
`
