import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type GpuAvailability, gpuAvailability } from './gpu-availability.js'
import { gpuTypeName } from './gpu-type-name.js'

export interface FindGpuAvailabilityParameters {
  /** In any case. */
  gpuType: string
}

const findGpuAvailabilityParameters = z.object({ gpuType: gpuTypeName })

/**
 * Says what is there, taken and wanted of one kind of GPU, switched off or not; undefined
 * where there is no such kind.
 *
 * @throws InvalidInputError
 * @example
 * const { unreservedGpus = 0 } = (await findGpuAvailability(pool, { gpuType: 'h100' })) ?? {}
 */
export async function findGpuAvailability(
  db: Queryable,
  parameters: FindGpuAvailabilityParameters,
): Promise<GpuAvailability | undefined> {
  const { gpuType } = parseInput('findGpuAvailability', findGpuAvailabilityParameters, parameters)
  const { rows } = await db.query(FIND_GPU_AVAILABILITY, [gpuType])
  return gpuAvailability.optional().parse(rows[0])
}

const FIND_GPU_AVAILABILITY = `
  SELECT
    gpu_type, instance_type, is_active, total_gpus, in_use_gpus, queued_gpus, unreserved_gpus, schedulable_gpus,
    max_reservable, full_nodes_available, running_instances, desired_capacity, max_per_node, counted_at, counted_by,
    count_age_seconds
  FROM gpu_dev.gpu_availability
  WHERE gpu_type = $1
`
