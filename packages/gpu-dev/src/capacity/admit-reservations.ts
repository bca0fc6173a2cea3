import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { gpuTypeName } from './gpu-type-name.js'

export interface AdmitReservationsParameters {
  /** @default all kinds */
  gpuType?: string
  /** @default 100 */
  limit?: number
}

const admitReservationsParameters = z.object({
  gpuType: gpuTypeName.optional(),
  limit: z.int().min(1).max(10_000).default(100),
})

const admittedRow = z.object({ reservation_id: z.string() })

/**
 * Starts queued reservations while there are GPUs, first come first served within a kind,
 * and sends the messages that launch them; gives their ids, of a group its first node's.
 *
 * Whoever wants more than is left makes those behind wait too.
 *
 * @throws InvalidInputError
 * @example
 * await admitReservations(pool, { gpuType: 'h100' })
 */
export async function admitReservations(
  db: Queryable,
  parameters: AdmitReservationsParameters = {},
): Promise<string[]> {
  const { gpuType, limit } = parseInput('admitReservations', admitReservationsParameters, parameters)
  const { rows } = await db.query(ADMIT_RESERVATIONS, [gpuType, limit])
  return rows.map((row) => admittedRow.parse(row).reservation_id)
}

const ADMIT_RESERVATIONS = `
  SELECT reservation_id FROM gpu_dev.admit_reservations($1, $2) AS admitted (reservation_id)
`
