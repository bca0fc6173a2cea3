import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { pageLimit } from '../page-limit.js'
import { parseInput } from '../parse-input.js'
import { type Disk, disk } from './disk.js'

export interface ListAllDisksParameters {
  /** The last one of the page before. @default from the beginning */
  afterDiskId?: string
  /** Which ones. @default 'all' */
  which?: 'all' | 'in_use' | 'deleted'
  /** @default 1000 */
  limit?: number
}

const listAllDisksParameters = z.object({
  afterDiskId: z.guid().optional(),
  which: z.enum(['all', 'in_use', 'deleted']).default('all'),
  limit: pageLimit.default(1000),
})

/**
 * Lists everybody's disks by id, page by page: for reconciliation with the volumes.
 *
 * @throws InvalidInputError
 * @example
 * const inUse = await listAllDisks(pool, { which: 'in_use' })
 */
export async function listAllDisks(db: Queryable, parameters: ListAllDisksParameters = {}): Promise<Disk[]> {
  const { afterDiskId, which, limit } = parseInput('listAllDisks', listAllDisksParameters, parameters)
  const { rows } = await db.query(LIST_ALL_DISKS, [afterDiskId, which, limit])
  return z.array(disk).parse(rows)
}

const LIST_ALL_DISKS = `
  SELECT
    disk_id, disk_name, user_id, size_gb, disk_size, created_at, last_used, in_use, reservation_id,
    is_backing_up, is_deleted, delete_date::text, marked_deleted_at, snapshot_count, pending_snapshot_count,
    last_snapshot_at, latest_snapshot_content_s3, ebs_volume_id, operation_id, operation_status,
    operation_error, last_updated
  FROM gpu_dev.disks
  WHERE ($1::uuid IS NULL OR disk_id > $1)
    AND ($2 = 'all' OR ($2 = 'in_use' AND in_use) OR ($2 = 'deleted' AND is_deleted))
  ORDER BY disk_id
  LIMIT $3
`
