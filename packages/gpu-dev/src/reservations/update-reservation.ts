import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { reservationId as id } from './reservation-id.js'

/** What may be changed of a reservation besides its status, its end and its owner. Null empties a field. */
export interface ReservationChanges {
  name?: string | null
  githubUser?: string | null
  instanceType?: string | null
  podName?: string | null
  namespace?: string | null
  nodeIp?: string | null
  nodePrivateIp?: string | null
  nodePort?: number | null
  sshCommand?: string | null
  jupyterEnabled?: boolean | null
  jupyterUrl?: string | null
  jupyterPort?: number | null
  /** Secret. */
  jupyterToken?: string | null
  jupyterError?: string | null
  ebsVolumeId?: string | null
  ebsAvailabilityZone?: string | null
  diskName?: string | null
  domainName?: string | null
  fqdn?: string | null
  albConfig?: Record<string, unknown> | null
  preserveEntrypoint?: boolean
  failureReason?: string | null
  detailedStatus?: string | null
  /** The last 100,000 characters are kept. */
  podLogs?: string | null
  warning?: string | null
}

export interface UpdateReservationParameters {
  reservationId: string
  /** Only what is named here changes. */
  changes: ReservationChanges
}

const text = (most: number) => z.string().min(1).max(most)
const KEPT_LOG = 100_000

const changes = z.strictObject({
  name: text(255).nullable().optional(),
  githubUser: text(255).nullable().optional(),
  instanceType: text(100).nullable().optional(),
  podName: text(255).nullable().optional(),
  namespace: text(100).nullable().optional(),
  nodeIp: z.union([z.ipv4(), z.ipv6()]).nullable().optional(),
  nodePrivateIp: z.union([z.ipv4(), z.ipv6()]).nullable().optional(),
  nodePort: z.int().min(1).max(65_535).nullable().optional(),
  sshCommand: text(10_000).nullable().optional(),
  jupyterEnabled: z.boolean().nullable().optional(),
  jupyterUrl: text(10_000).nullable().optional(),
  jupyterPort: z.int().min(1).max(65_535).nullable().optional(),
  jupyterToken: text(255).nullable().optional(),
  jupyterError: text(10_000).nullable().optional(),
  ebsVolumeId: text(255).nullable().optional(),
  ebsAvailabilityZone: text(50).nullable().optional(),
  diskName: text(255).nullable().optional(),
  domainName: text(255).nullable().optional(),
  fqdn: text(512).nullable().optional(),
  albConfig: z.record(z.string(), z.unknown()).nullable().optional(),
  preserveEntrypoint: z.boolean().optional(),
  failureReason: text(10_000).nullable().optional(),
  detailedStatus: text(10_000).nullable().optional(),
  podLogs: z
    .string()
    .transform((log) => log.slice(-KEPT_LOG))
    .nullable()
    .optional(),
  warning: text(10_000).nullable().optional(),
})

const updateReservationParameters = z.object({ reservationId: id, changes })

/**
 * Records what became known of a reservation: where it is reached, its notebook, its logs;
 * false where there is none of that id. A closed set of fields, in one statement.
 *
 * @throws InvalidInputError also for a field that is not of the set.
 * @example
 * await updateReservation(pool, { reservationId, changes: { nodeIp: '10.0.0.7', nodePort: 30022 } })
 */
export async function updateReservation(db: Queryable, parameters: UpdateReservationParameters): Promise<boolean> {
  const given = parseInput('updateReservation', updateReservationParameters, parameters)
  const columns = Object.entries(given.changes).map(([field, value]) => [
    COLUMNS[field as keyof ReservationChanges],
    value,
  ])
  const { rows } = await db.query(UPDATE_RESERVATION, [
    given.reservationId,
    JSON.stringify(Object.fromEntries(columns)),
  ])
  return rows.length > 0
}

const COLUMNS: Record<keyof ReservationChanges, string> = {
  name: 'name',
  githubUser: 'github_user',
  instanceType: 'instance_type',
  podName: 'pod_name',
  namespace: 'namespace',
  nodeIp: 'node_ip',
  nodePrivateIp: 'node_private_ip',
  nodePort: 'node_port',
  sshCommand: 'ssh_command',
  jupyterEnabled: 'jupyter_enabled',
  jupyterUrl: 'jupyter_url',
  jupyterPort: 'jupyter_port',
  jupyterToken: 'jupyter_token',
  jupyterError: 'jupyter_error',
  ebsVolumeId: 'ebs_volume_id',
  ebsAvailabilityZone: 'ebs_availability_zone',
  diskName: 'disk_name',
  domainName: 'domain_name',
  fqdn: 'fqdn',
  albConfig: 'alb_config',
  preserveEntrypoint: 'preserve_entrypoint',
  failureReason: 'failure_reason',
  detailedStatus: 'current_detailed_status',
  podLogs: 'pod_logs',
  warning: 'warning',
}

const UPDATE_RESERVATION = `
  UPDATE gpu_dev.reservations AS reservation
  SET (
    name, github_user, instance_type, pod_name, namespace, node_ip, node_private_ip, node_port, ssh_command,
    jupyter_enabled, jupyter_url, jupyter_port, jupyter_token, jupyter_error, ebs_volume_id,
    ebs_availability_zone, disk_name, domain_name, fqdn, alb_config, preserve_entrypoint, failure_reason,
    current_detailed_status, pod_logs, warning
  ) = (
    SELECT
      given.name, given.github_user, given.instance_type, given.pod_name, given.namespace, given.node_ip,
      given.node_private_ip, given.node_port, given.ssh_command, given.jupyter_enabled, given.jupyter_url,
      given.jupyter_port, given.jupyter_token, given.jupyter_error, given.ebs_volume_id,
      given.ebs_availability_zone, given.disk_name, given.domain_name, given.fqdn, given.alb_config,
      given.preserve_entrypoint, given.failure_reason, given.current_detailed_status, given.pod_logs,
      given.warning
    -- What is not named keeps its value.
    FROM jsonb_populate_record(reservation, $2::jsonb) AS given
  )
  WHERE reservation.reservation_id = $1
  RETURNING reservation.reservation_id
`
