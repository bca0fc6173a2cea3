import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Reservation, reservation } from './reservation.js'
import { reservationId as id } from './reservation-id.js'

export interface FindReservationParameters {
  reservationId: string
}

const findReservationParameters = z.object({ reservationId: id })

/**
 * Gives a reservation by id, or undefined. Whose it is does not matter: for requests of
 * users there is `findOwnReservation`.
 *
 * @throws InvalidInputError
 * @example
 * const reservation = await findReservation(pool, { reservationId })
 */
export async function findReservation(
  db: Queryable,
  parameters: FindReservationParameters,
): Promise<Reservation | undefined> {
  const { reservationId } = parseInput('findReservation', findReservationParameters, parameters)
  const { rows } = await db.query(FIND_RESERVATION, [reservationId])
  return reservation.optional().parse(rows[0])
}

const FIND_RESERVATION = `
  SELECT
    reservation_id, user_id, status, gpu_type, gpu_count, instance_type, duration_hours, created_at,
    launched_at, expires_at, reservation_ended, name, pod_name, namespace, node_ip, node_port, disk_name,
    domain_name, failure_reason, current_detailed_status, warning, jupyter_enabled, is_multinode,
    master_reservation_id, node_index, total_nodes, updated_at, github_user, ssh_command, jupyter_url,
    jupyter_port, jupyter_token, jupyter_error, ebs_volume_id, ebs_availability_zone, status_history,
    pod_logs, secondary_users, cli_version, fqdn, alb_config, preserve_entrypoint, node_private_ip,
    preparing_at, oom_count, last_oom_at, oom_container, warnings_sent, last_warning_time::text, failed_at,
    cancelled_at
  FROM gpu_dev.reservations
  WHERE reservation_id = $1
`
