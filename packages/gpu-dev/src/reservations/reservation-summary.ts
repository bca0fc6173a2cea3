import { z } from 'zod'

import { reservationsRow } from '../generated/rows.js'
import type { ReservationStatus } from './reservation-status.js'

/** A reservation as lists give it: no secret, no log, no history. */
export interface ReservationSummary {
  /** Usually a UUID. */
  reservationId: string
  /** The owner's user name. */
  owner: string
  status: ReservationStatus
  gpuType: string | null
  /** GPUs of this node. */
  gpuCount: number | null
  instanceType: string | null
  /** Requested hours, with extensions. */
  durationHours: number
  createdAt: Date
  /** When it became usable. */
  launchedAt: Date | null
  expiresAt: Date | null
  endedAt: Date | null
  name: string | null
  podName: string | null
  namespace: string | null
  nodeIp: string | null
  nodePort: number | null
  diskName: string | null
  domainName: string | null
  failureReason: string | null
  /** What is going on, in words. */
  detailedStatus: string | null
  warning: string | null
  jupyterEnabled: boolean | null
  isMultinode: boolean | null
  /** The reservation of the group's first node. */
  groupId: string | null
  /** From 0. */
  nodeIndex: number | null
  totalNodes: number | null
}

/** A row as the lists of this folder give it. */
export const reservationSummaryRow = reservationsRow.pick({
  reservation_id: true,
  user_id: true,
  status: true,
  gpu_type: true,
  gpu_count: true,
  instance_type: true,
  duration_hours: true,
  created_at: true,
  launched_at: true,
  expires_at: true,
  reservation_ended: true,
  name: true,
  pod_name: true,
  namespace: true,
  node_ip: true,
  node_port: true,
  disk_name: true,
  domain_name: true,
  failure_reason: true,
  current_detailed_status: true,
  warning: true,
  jupyter_enabled: true,
  is_multinode: true,
  master_reservation_id: true,
  node_index: true,
  total_nodes: true,
})

export function toReservationSummary(row: z.output<typeof reservationSummaryRow>): ReservationSummary {
  return {
    reservationId: row.reservation_id,
    owner: row.user_id,
    status: row.status,
    gpuType: row.gpu_type,
    gpuCount: row.gpu_count,
    instanceType: row.instance_type,
    durationHours: row.duration_hours,
    createdAt: row.created_at,
    launchedAt: row.launched_at,
    expiresAt: row.expires_at,
    endedAt: row.reservation_ended,
    name: row.name,
    podName: row.pod_name,
    namespace: row.namespace,
    nodeIp: row.node_ip,
    nodePort: row.node_port,
    diskName: row.disk_name,
    domainName: row.domain_name,
    failureReason: row.failure_reason,
    detailedStatus: row.current_detailed_status,
    warning: row.warning,
    jupyterEnabled: row.jupyter_enabled,
    isMultinode: row.is_multinode,
    groupId: row.master_reservation_id,
    nodeIndex: row.node_index,
    totalNodes: row.total_nodes,
  }
}

export const reservationSummaries = z.array(reservationSummaryRow.transform(toReservationSummary))
