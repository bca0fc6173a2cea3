import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { AmbiguousPrefixError } from '../errors.js'
import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'
import { prefix as idPrefix, toPrefixPattern } from './prefix.js'
import { type ReservationSummary, reservationSummaries } from './reservation-summary.js'

export interface FindReservationByPrefixParameters {
  /** Four characters or more; % and _ are what they are. */
  prefix: string
  owner: string
}

const findReservationByPrefixParameters = z.object({ prefix: idPrefix, owner: userName })

/**
 * Gives the one reservation of an owner whose id begins like this, or undefined. A whole
 * id finds its reservation even where others begin with it.
 *
 * @throws AmbiguousPrefixError where several do.
 * @throws InvalidInputError
 * @example
 * const reservation = await findReservationByPrefix(pool, { prefix: '9d76', owner: 'ada' })
 */
export async function findReservationByPrefix(
  db: Queryable,
  parameters: FindReservationByPrefixParameters,
): Promise<ReservationSummary | undefined> {
  const { prefix, owner } = parseInput('findReservationByPrefix', findReservationByPrefixParameters, parameters)
  const { rows } = await db.query(FIND_RESERVATION_BY_PREFIX, [prefix, toPrefixPattern(prefix), owner])
  return onlyOne(prefix, reservationSummaries.parse(rows))
}

function onlyOne(prefix: string, found: readonly ReservationSummary[]): ReservationSummary | undefined {
  const exact = found.find(({ reservationId }) => reservationId === prefix)
  if (exact || found.length < 2) return exact ?? found[0]
  throw new AmbiguousPrefixError({ prefix, reservationIds: found.map(({ reservationId }) => reservationId) })
}

const FIND_RESERVATION_BY_PREFIX = `
  SELECT
    reservation_id, user_id, status, gpu_type, gpu_count, instance_type, duration_hours, created_at,
    launched_at, expires_at, reservation_ended, name, pod_name, namespace, node_ip, node_port, disk_name,
    domain_name, failure_reason, current_detailed_status, warning, jupyter_enabled, is_multinode,
    master_reservation_id, node_index, total_nodes
  FROM gpu_dev.reservations
  WHERE reservation_id LIKE $2 AND user_id = $3
  ORDER BY (reservation_id = $1) DESC, created_at DESC
  LIMIT 5
`
