import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { reservationId } from './reservation-id.js'
import { type ReservationStatus, reservationStatus } from './reservation-status.js'

export interface FindReservationGroupParameters {
  /** The reservation of the first node. */
  groupId: string
}

/** A group as one thing. */
export interface ReservationGroup {
  groupId: string
  owner: string
  gpuType: string | null
  /** Of all nodes. */
  gpuCount: number
  nodes: number
  totalNodes: number
  /** Nodes that have an address. */
  reachableNodes: number
  /** Null where nodes differ, which writes past this package can bring about. */
  status: ReservationStatus | null
  createdAt: Date
  expiresAt: Date | null
}

const findReservationGroupParameters = z.object({ groupId: reservationId })

const reservationGroup = z
  .object({
    group_id: z.string(),
    user_id: z.string(),
    gpu_type: z.string().nullable(),
    gpu_count: z.number(),
    nodes: z.number(),
    total_nodes: z.number(),
    reachable_nodes: z.number(),
    status: reservationStatus.nullable(),
    created_at: z.date(),
    expires_at: z.date().nullable(),
  })
  .transform(
    (row): ReservationGroup => ({
      groupId: row.group_id,
      owner: row.user_id,
      gpuType: row.gpu_type,
      gpuCount: row.gpu_count,
      nodes: row.nodes,
      totalNodes: row.total_nodes,
      reachableNodes: row.reachable_nodes,
      status: row.status,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    }),
  )

/**
 * Gives a group as one thing, or undefined.
 *
 * @throws InvalidInputError
 * @example
 * const group = await findReservationGroup(pool, { groupId })
 * if (group && group.reachableNodes === group.totalNodes) await transitionReservation(pool, { reservationId: groupId, to: 'active' })
 */
export async function findReservationGroup(
  db: Queryable,
  parameters: FindReservationGroupParameters,
): Promise<ReservationGroup | undefined> {
  const { groupId } = parseInput('findReservationGroup', findReservationGroupParameters, parameters)
  const { rows } = await db.query(FIND_RESERVATION_GROUP, [groupId])
  return reservationGroup.optional().parse(rows[0])
}

const FIND_RESERVATION_GROUP = `
  SELECT
    group_id, user_id, gpu_type, gpu_count, nodes, total_nodes, reachable_nodes, status, created_at, expires_at
  FROM gpu_dev.reservation_groups
  WHERE group_id = $1
`
