import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type GpuAvailability, gpuAvailability } from './gpu-availability.js'

export interface ListGpuAvailabilityParameters {
  /** Those that are switched off too. @default false */
  includeInactive?: boolean
}

const listGpuAvailabilityParameters = z.object({ includeInactive: z.boolean().default(false) })

/**
 * Says of each kind of GPU what is there, taken and wanted, by name.
 *
 * @throws InvalidInputError
 * @example
 * const free = (await listGpuAvailability(pool)).filter(({ unreservedGpus }) => unreservedGpus > 0)
 */
export async function listGpuAvailability(
  db: Queryable,
  parameters: ListGpuAvailabilityParameters = {},
): Promise<GpuAvailability[]> {
  const { includeInactive } = parseInput('listGpuAvailability', listGpuAvailabilityParameters, parameters)
  const { rows } = await db.query(LIST_GPU_AVAILABILITY, [includeInactive])
  return z.array(gpuAvailability).parse(rows)
}

const LIST_GPU_AVAILABILITY = `
  SELECT
    gpu_type, instance_type, is_active, total_gpus, in_use_gpus, queued_gpus, unreserved_gpus, schedulable_gpus,
    max_reservable, full_nodes_available, running_instances, desired_capacity, max_per_node, counted_at, counted_by,
    count_age_seconds
  FROM gpu_dev.gpu_availability
  WHERE is_active OR $1
  ORDER BY gpu_type
`
