import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'
import { type Disk, disk } from './disk.js'

export interface ListDisksParameters {
  owner: string
  /** @default false */
  includeDeleted?: boolean
}

const listDisksParameters = z.object({ owner: userName, includeDeleted: z.boolean().default(false) })

/**
 * Lists the disks of a user, by name.
 *
 * @throws InvalidInputError
 * @example
 * const disks = await listDisks(pool, { owner: 'ada' })
 */
export async function listDisks(db: Queryable, parameters: ListDisksParameters): Promise<Disk[]> {
  const { owner, includeDeleted } = parseInput('listDisks', listDisksParameters, parameters)
  const { rows } = await db.query(LIST_DISKS, [owner, includeDeleted])
  return z.array(disk).parse(rows)
}

const LIST_DISKS = `
  SELECT
    disk_id, disk_name, user_id, size_gb, disk_size, created_at, last_used, in_use, reservation_id,
    is_backing_up, is_deleted, delete_date::text, marked_deleted_at, snapshot_count, pending_snapshot_count,
    last_snapshot_at, latest_snapshot_content_s3, ebs_volume_id, operation_id, operation_status,
    operation_error, last_updated
  FROM gpu_dev.disks
  WHERE user_id = $1 AND ($2 OR NOT is_deleted)
  ORDER BY disk_name
`
