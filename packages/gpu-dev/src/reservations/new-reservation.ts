import { randomUUID } from 'node:crypto'

import { z } from 'zod'

import { userName } from '../user-name.js'
import { reservationId } from './reservation-id.js'

/** What a reservation is made of. */
export interface NewReservation {
  /** @default a UUID */
  reservationId?: string
  owner: string
  /** As gpu_types names it. @default none in particular */
  gpuType?: string
  /** GPUs of each node; 0 for machines without. @default 0 */
  gpuCount?: number
  /** From above 0 to 168. @default 4 */
  durationHours?: number
  /** More than one makes a group; its first node bears the id, the others the id with their number. @default 1 */
  nodes?: number
  name?: string
  githubUser?: string
  instanceType?: string
  diskName?: string
  jupyterEnabled?: boolean
  cliVersion?: string
  namespace?: string
  secondaryUsers?: readonly string[]
  preserveEntrypoint?: boolean
  ebsVolumeId?: string
  ebsAvailabilityZone?: string
}

const text = z.string().trim().min(1).max(255)

export const newReservation = z.object({
  reservationId: reservationId.max(240).optional(),
  owner: userName,
  gpuType: z.string().trim().toLowerCase().min(1).max(50).optional(),
  gpuCount: z.int().min(0).max(10_000).default(0),
  durationHours: z.number().gt(0).max(168).default(4),
  nodes: z.int().min(1).max(256).default(1),
  name: text.optional(),
  githubUser: text.optional(),
  instanceType: text.max(100).optional(),
  diskName: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,255}$/)
    .optional(),
  jupyterEnabled: z.boolean().optional(),
  cliVersion: text.max(50).optional(),
  namespace: text.max(100).optional(),
  secondaryUsers: z.array(userName).optional(),
  preserveEntrypoint: z.boolean().optional(),
  ebsVolumeId: text.optional(),
  ebsAvailabilityZone: text.max(50).optional(),
})

/** The rows of a reservation, one a node, as insert_reservations takes them. */
export function toReservationRows(given: z.output<typeof newReservation>): Record<string, unknown>[] {
  const { nodes, reservationId: id = randomUUID() } = given
  const row = {
    user_id: given.owner,
    gpu_type: given.gpuType,
    gpu_count: given.gpuCount,
    duration_hours: given.durationHours,
    name: given.name,
    github_user: given.githubUser,
    instance_type: given.instanceType,
    disk_name: given.diskName,
    jupyter_enabled: given.jupyterEnabled,
    cli_version: given.cliVersion,
    namespace: given.namespace,
    secondary_users: given.secondaryUsers,
    preserve_entrypoint: given.preserveEntrypoint,
    ebs_volume_id: given.ebsVolumeId,
    ebs_availability_zone: given.ebsAvailabilityZone,
  }
  if (nodes === 1) return [{ ...row, reservation_id: id }]
  return Array.from({ length: nodes }, (_, index) => ({
    ...row,
    // A disk is attached to one machine: the first.
    disk_name: index === 0 ? row.disk_name : undefined,
    reservation_id: index === 0 ? id : `${id}-${index}`,
    is_multinode: true,
    master_reservation_id: id,
    node_index: index,
    total_nodes: nodes,
  }))
}
