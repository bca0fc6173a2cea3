import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'
import { type Disk, disk } from './disk.js'

export interface FindDiskParameters {
  owner: string
  diskName: string
}

const findDiskParameters = z.object({ owner: userName, diskName: z.string() })

/**
 * Gives a disk by owner and name, deleted ones too, or undefined.
 *
 * @throws InvalidInputError
 * @example
 * const disk = await findDisk(pool, { owner: 'ada', diskName: 'scratch' })
 */
export async function findDisk(db: Queryable, parameters: FindDiskParameters): Promise<Disk | undefined> {
  const { owner, diskName } = parseInput('findDisk', findDiskParameters, parameters)
  const { rows } = await db.query(FIND_DISK, [owner, diskName])
  return disk.optional().parse(rows[0])
}

const FIND_DISK = `
  SELECT
    disk_id, disk_name, user_id, size_gb, disk_size, created_at, last_used, in_use, reservation_id,
    is_backing_up, is_deleted, delete_date::text, marked_deleted_at, snapshot_count, pending_snapshot_count,
    last_snapshot_at, latest_snapshot_content_s3, ebs_volume_id, operation_id, operation_status,
    operation_error, last_updated
  FROM gpu_dev.disks
  WHERE user_id = $1 AND disk_name = $2
`
