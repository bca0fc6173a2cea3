import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { reservationId as id } from '../reservations/reservation-id.js'

export interface ReleaseDiskParameters {
  diskId: string
  /** Who has to hold it. */
  reservationId: string
}

const releaseDiskParameters = z.object({ diskId: z.guid(), reservationId: id })
const releasedRow = z.object({ released: z.boolean() })

/**
 * Frees a disk; false where this reservation does not hold it, and then nothing changes.
 * The end of a reservation frees its disk by itself.
 *
 * @throws InvalidInputError
 * @example
 * await releaseDisk(pool, { diskId, reservationId })
 */
export async function releaseDisk(db: Queryable, parameters: ReleaseDiskParameters): Promise<boolean> {
  const { diskId, reservationId } = parseInput('releaseDisk', releaseDiskParameters, parameters)
  const { rows } = await db.query(RELEASE_DISK, [diskId, reservationId])
  return releasedRow.parse(rows[0]).released
}

const RELEASE_DISK = 'SELECT gpu_dev.release_disk($1, $2) AS released'
