import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListGpuTypesParameters {
  /** Those that are switched off too. @default false */
  includeInactive?: boolean
}

/** What machines of one kind are. */
export interface GpuType {
  gpuType: string
  instanceType: string
  /** GPUs of one machine. */
  maxGpus: number
  cpus: number
  memoryGb: number
  /** 0 says none; null says as many as a node has. */
  maxPerNode: number | null
  isActive: boolean
  description: string | null
}

const listGpuTypesParameters = z.object({ includeInactive: z.boolean().default(false) })

const gpuType = z
  .object({
    gpu_type: z.string(),
    instance_type: z.string(),
    max_gpus: z.number(),
    cpus: z.number(),
    memory_gb: z.number(),
    max_per_node: z.number().nullable(),
    is_active: z.boolean(),
    description: z.string().nullable(),
  })
  .transform(
    (row): GpuType => ({
      gpuType: row.gpu_type,
      instanceType: row.instance_type,
      maxGpus: row.max_gpus,
      cpus: row.cpus,
      memoryGb: row.memory_gb,
      maxPerNode: row.max_per_node,
      isActive: row.is_active,
      description: row.description,
    }),
  )

/**
 * Lists the kinds of GPUs that can be reserved, by name.
 *
 * @throws InvalidInputError
 * @example
 * const names = (await listGpuTypes(pool)).map(({ gpuType }) => gpuType)
 */
export async function listGpuTypes(db: Queryable, parameters: ListGpuTypesParameters = {}): Promise<GpuType[]> {
  const { includeInactive } = parseInput('listGpuTypes', listGpuTypesParameters, parameters)
  const { rows } = await db.query(LIST_GPU_TYPES, [includeInactive])
  return z.array(gpuType).parse(rows)
}

const LIST_GPU_TYPES = `
  SELECT
    gpu_type, instance_type, max_gpus, cpus, memory_gb, max_per_node, is_active IS TRUE AS is_active, description
  FROM gpu_dev.gpu_types
  WHERE is_active OR $1
  ORDER BY gpu_type
`
