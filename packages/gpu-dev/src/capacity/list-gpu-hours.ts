import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'

export interface ListGpuHoursParameters {
  from: Date
  /** @default now */
  to?: Date
  /** @default everybody */
  owner?: string
}

export interface GpuHours {
  owner: string
  gpuType: string | null
  /** Nodes count one each. */
  reservations: number
  /** Within the period, from launch to end. */
  gpuHours: number
}

const listGpuHoursParameters = z.object({ from: z.date(), to: z.date().optional(), owner: userName.optional() })

const gpuHours = z
  .object({ user_name: z.string(), gpu_type: z.string().nullable(), reservations: z.number(), hours: z.number() })
  .transform(
    (row): GpuHours => ({
      owner: row.user_name,
      gpuType: row.gpu_type,
      reservations: row.reservations,
      gpuHours: row.hours,
    }),
  )

/**
 * Reports the GPU-hours of a period by user and kind, archived reservations included.
 *
 * @throws InvalidInputError
 * @example
 * const may = await listGpuHours(pool, { from: new Date('2026-05-01'), to: new Date('2026-06-01') })
 */
export async function listGpuHours(db: Queryable, parameters: ListGpuHoursParameters): Promise<GpuHours[]> {
  const { from, to, owner } = parseInput('listGpuHours', listGpuHoursParameters, parameters)
  const { rows } = await db.query(LIST_GPU_HOURS, [from, to, owner])
  return z.array(gpuHours).parse(rows)
}

const LIST_GPU_HOURS = `
  SELECT user_name, gpu_type, reservations, hours
  FROM gpu_dev.gpu_hours($1, coalesce($2::timestamptz, clock_timestamp()))
  WHERE $3::text IS NULL OR user_name = $3
  ORDER BY user_name, gpu_type NULLS LAST
`
