import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { gpuTypeName } from './gpu-type-name.js'

export interface SetGpuTypeActiveParameters {
  gpuType: string
  isActive: boolean
}

const setGpuTypeActiveParameters = z.object({ gpuType: gpuTypeName, isActive: z.boolean() })

/**
 * Switches a kind of GPU on or off for new requests; false where there is no such kind.
 * The fixture leaves the switch as it is.
 *
 * @throws InvalidInputError
 * @example
 * await setGpuTypeActive(pool, { gpuType: 'b200', isActive: false })
 */
export async function setGpuTypeActive(db: Queryable, parameters: SetGpuTypeActiveParameters): Promise<boolean> {
  const { gpuType, isActive } = parseInput('setGpuTypeActive', setGpuTypeActiveParameters, parameters)
  const { rows } = await db.query(SET_GPU_TYPE_ACTIVE, [gpuType, isActive])
  return rows.length > 0
}

const SET_GPU_TYPE_ACTIVE = `
  UPDATE gpu_dev.gpu_types SET is_active = $2 WHERE gpu_type = $1 RETURNING gpu_type
`
