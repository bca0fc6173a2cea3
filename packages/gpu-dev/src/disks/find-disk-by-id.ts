import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Disk, disk } from './disk.js'

export interface FindDiskByIdParameters {
  diskId: string
}

const findDiskByIdParameters = z.object({ diskId: z.guid() })

/**
 * Gives a disk by id, deleted ones too, or undefined.
 *
 * @throws InvalidInputError
 * @example
 * const disk = await findDiskById(pool, { diskId })
 */
export async function findDiskById(db: Queryable, parameters: FindDiskByIdParameters): Promise<Disk | undefined> {
  const { diskId } = parseInput('findDiskById', findDiskByIdParameters, parameters)
  const { rows } = await db.query(FIND_DISK_BY_ID, [diskId])
  return disk.optional().parse(rows[0])
}

const FIND_DISK_BY_ID = `
  SELECT
    disk_id, disk_name, user_id, size_gb, disk_size, created_at, last_used, in_use, reservation_id,
    is_backing_up, is_deleted, delete_date::text, marked_deleted_at, snapshot_count, pending_snapshot_count,
    last_snapshot_at, latest_snapshot_content_s3, ebs_volume_id, operation_id, operation_status,
    operation_error, last_updated
  FROM gpu_dev.disks
  WHERE disk_id = $1
`
