import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { gpuTypeName } from './gpu-type-name.js'

export interface RecordAvailabilityParameters {
  gpuType: string
  /** In the cluster: what reservations are granted from. */
  totalGpus: number
  schedulableGpus: number
  /** Over several nodes if need be. */
  maxReservable: number
  fullNodesAvailable: number
  runningInstances: number
  desiredCapacity: number
  /** Who counted. */
  countedBy: string
}

const count = z.int().min(0).max(2_147_483_647)
const recordAvailabilityParameters = z.object({
  gpuType: gpuTypeName,
  totalGpus: count,
  schedulableGpus: count,
  maxReservable: count,
  fullNodesAvailable: count,
  runningInstances: count,
  desiredCapacity: count,
  countedBy: z.string().min(1).max(100),
})

/**
 * Records what was counted in the cluster; false for an unknown kind. Waits for callers
 * that are being granted GPUs of this kind.
 *
 * @throws InvalidInputError
 * @example
 * await recordAvailability(pool, { gpuType: 't4', totalGpus: 8, schedulableGpus: 4, …, countedBy: 'availability-updater' })
 */
export async function recordAvailability(db: Queryable, parameters: RecordAvailabilityParameters): Promise<boolean> {
  const given = parseInput('recordAvailability', recordAvailabilityParameters, parameters)
  const { rows } = await db.query(RECORD_AVAILABILITY, [
    given.gpuType,
    given.totalGpus,
    given.schedulableGpus,
    given.maxReservable,
    given.fullNodesAvailable,
    given.runningInstances,
    given.desiredCapacity,
    given.countedBy,
  ])
  return rows.length > 0
}

const RECORD_AVAILABILITY = `
  UPDATE gpu_dev.gpu_types
  SET
    total_cluster_gpus = $2,
    available_gpus = $3,
    max_reservable = $4,
    full_nodes_available = $5,
    running_instances = $6,
    desired_capacity = $7,
    last_availability_updated_by = $8,
    last_availability_update = clock_timestamp()
  WHERE gpu_type = $1
  RETURNING gpu_type
`
