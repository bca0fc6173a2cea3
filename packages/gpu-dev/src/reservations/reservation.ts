import { z } from 'zod'

import { reservationsRow } from '../generated/rows.js'
import { type ReservationSummary, reservationSummaryRow, toReservationSummary } from './reservation-summary.js'

/** One line of what happened to a reservation. */
export interface StatusEntry {
  /** ISO 8601. */
  timestamp: string
  status?: string | undefined
  message?: string | undefined
  failure_reason?: string | undefined
}

/** All that is known of a reservation. */
export interface Reservation extends ReservationSummary {
  updatedAt: Date | null
  githubUser: string | null
  sshCommand: string | null
  jupyterUrl: string | null
  jupyterPort: number | null
  /** A secret: opens the notebook. */
  jupyterToken: string | null
  jupyterError: string | null
  ebsVolumeId: string | null
  ebsAvailabilityZone: string | null
  /** Oldest first. */
  statusHistory: StatusEntry[]
  podLogs: string | null
  secondaryUsers: string[]
  cliVersion: string | null
  fqdn: string | null
  albConfig: Record<string, unknown> | null
  preserveEntrypoint: boolean
  nodePrivateIp: string | null
  preparingAt: Date | null
  oomCount: number | null
  lastOomAt: Date | null
  oomContainer: string | null
  warningsSent: Record<string, boolean>
  /** Seconds since 1970, as text. */
  lastWarningTime: string | null
  failedAt: Date | null
  cancelledAt: Date | null
}

const statusEntry = z.looseObject({
  timestamp: z.string(),
  status: z.string().optional(),
  message: z.string().optional(),
  failure_reason: z.string().optional(),
})

/** A row as findReservation and its like give it; absent arrays and objects are empty ones. */
export const reservationRow = reservationSummaryRow
  .extend(
    reservationsRow.pick({
      updated_at: true,
      github_user: true,
      ssh_command: true,
      jupyter_url: true,
      jupyter_port: true,
      jupyter_token: true,
      jupyter_error: true,
      ebs_volume_id: true,
      ebs_availability_zone: true,
      status_history: true,
      pod_logs: true,
      secondary_users: true,
      cli_version: true,
      fqdn: true,
      alb_config: true,
      preserve_entrypoint: true,
      node_private_ip: true,
      preparing_at: true,
      oom_count: true,
      last_oom_at: true,
      oom_container: true,
      warnings_sent: true,
      last_warning_time: true,
      failed_at: true,
      cancelled_at: true,
    }).shape,
  )
  .extend({
    status_history: z.array(statusEntry).nullable(),
    secondary_users: z.array(z.string()).nullable(),
    alb_config: z.record(z.string(), z.unknown()).nullable(),
    warnings_sent: z.record(z.string(), z.boolean()).nullable(),
  })

export const reservation = reservationRow.transform(
  (row): Reservation => ({
    ...toReservationSummary(row),
    updatedAt: row.updated_at,
    githubUser: row.github_user,
    sshCommand: row.ssh_command,
    jupyterUrl: row.jupyter_url,
    jupyterPort: row.jupyter_port,
    jupyterToken: row.jupyter_token,
    jupyterError: row.jupyter_error,
    ebsVolumeId: row.ebs_volume_id,
    ebsAvailabilityZone: row.ebs_availability_zone,
    statusHistory: row.status_history ?? [],
    podLogs: row.pod_logs,
    secondaryUsers: row.secondary_users ?? [],
    cliVersion: row.cli_version,
    fqdn: row.fqdn,
    albConfig: row.alb_config,
    preserveEntrypoint: row.preserve_entrypoint,
    nodePrivateIp: row.node_private_ip,
    preparingAt: row.preparing_at,
    oomCount: row.oom_count,
    lastOomAt: row.last_oom_at,
    oomContainer: row.oom_container,
    warningsSent: row.warnings_sent ?? {},
    lastWarningTime: row.last_warning_time,
    failedAt: row.failed_at,
    cancelledAt: row.cancelled_at,
  }),
)
