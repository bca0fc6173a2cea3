import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { reservationId as id } from '../reservations/reservation-id.js'
import { type Disk, disk } from './disk.js'

export interface FindDiskByReservationParameters {
  reservationId: string
}

const findDiskByReservationParameters = z.object({ reservationId: id })

/**
 * Gives the disk that a reservation holds, or undefined.
 *
 * @throws InvalidInputError
 * @example
 * const disk = await findDiskByReservation(pool, { reservationId })
 */
export async function findDiskByReservation(
  db: Queryable,
  parameters: FindDiskByReservationParameters,
): Promise<Disk | undefined> {
  const { reservationId } = parseInput('findDiskByReservation', findDiskByReservationParameters, parameters)
  const { rows } = await db.query(FIND_DISK_BY_RESERVATION, [reservationId])
  return disk.optional().parse(rows[0])
}

const FIND_DISK_BY_RESERVATION = `
  SELECT
    disk_id, disk_name, user_id, size_gb, disk_size, created_at, last_used, in_use, reservation_id,
    is_backing_up, is_deleted, delete_date::text, marked_deleted_at, snapshot_count, pending_snapshot_count,
    last_snapshot_at, latest_snapshot_content_s3, ebs_volume_id, operation_id, operation_status,
    operation_error, last_updated
  FROM gpu_dev.disks
  WHERE reservation_id = $1
  ORDER BY created_at
  LIMIT 1
`
