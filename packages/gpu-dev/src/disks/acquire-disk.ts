import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { reservationId as id } from '../reservations/reservation-id.js'
import { userName } from '../user-name.js'

export interface AcquireDiskParameters {
  /** The disk's. */
  owner: string
  diskName: string
  /** Its owner's, or one that the owner may use. */
  reservationId: string
}

/** `busy`: an operation on it is under way. `in_use`: somebody was faster, and this is who. */
export type DiskAcquisition =
  | { outcome: 'acquired'; diskId: string }
  | { outcome: 'in_use'; diskId: string; holder: string }
  | { outcome: 'missing' | 'deleted' | 'backing_up' | 'busy' }
  | { outcome: 'unknown_reservation' | 'reservation_ended' | 'forbidden' }

const acquireDiskParameters = z.object({ owner: userName, diskName: z.string(), reservationId: id })

const acquiredRow = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('acquired'), disk_id: z.guid() }),
  z.object({ outcome: z.literal('in_use'), disk_id: z.guid(), holder: z.string() }),
  z.object({
    outcome: z.enum([
      'missing',
      'deleted',
      'backing_up',
      'busy',
      'unknown_reservation',
      'reservation_ended',
      'forbidden',
    ]),
  }),
])

/**
 * Gives a disk to a reservation that has not ended. Of any number who ask at once one gets
 * it; the others are told who. Asking again is as good as asking once.
 *
 * A row that another transaction has locked is waited for.
 *
 * @throws InvalidInputError
 * @example
 * const disk = await acquireDisk(pool, { owner: 'ada', diskName: 'scratch', reservationId })
 * if (disk.outcome === 'in_use') return conflict(`${disk.holder} has it.`)
 */
export async function acquireDisk(db: Queryable, parameters: AcquireDiskParameters): Promise<DiskAcquisition> {
  const { owner, diskName, reservationId } = parseInput('acquireDisk', acquireDiskParameters, parameters)
  const { rows } = await db.query(ACQUIRE_DISK, [owner, diskName, reservationId])
  const row = acquiredRow.parse(rows[0])
  if (row.outcome === 'acquired') return { outcome: row.outcome, diskId: row.disk_id }
  if (row.outcome === 'in_use') return { outcome: row.outcome, diskId: row.disk_id, holder: row.holder }
  return { outcome: row.outcome }
}

const ACQUIRE_DISK = 'SELECT outcome, disk_id, holder FROM gpu_dev.acquire_disk($1, $2, $3)'
