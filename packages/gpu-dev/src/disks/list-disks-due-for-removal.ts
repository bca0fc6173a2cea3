import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { pageLimit } from '../page-limit.js'
import { parseInput } from '../parse-input.js'
import { type Disk, disk } from './disk.js'

export interface ListDisksDueForRemovalParameters {
  /** @default 1000 */
  limit?: number
}

const listDisksDueForRemovalParameters = z.object({ limit: pageLimit.default(1000) })

/**
 * Lists deleted disks whose data is to go by now, longest overdue first.
 *
 * @throws InvalidInputError
 * @example
 * for (const disk of await listDisksDueForRemoval(pool)) await deleteVolume(disk.ebsVolumeId)
 */
export async function listDisksDueForRemoval(
  db: Queryable,
  parameters: ListDisksDueForRemovalParameters = {},
): Promise<Disk[]> {
  const { limit } = parseInput('listDisksDueForRemoval', listDisksDueForRemovalParameters, parameters)
  const { rows } = await db.query(LIST_DISKS_DUE_FOR_REMOVAL, [limit])
  return z.array(disk).parse(rows)
}

const LIST_DISKS_DUE_FOR_REMOVAL = `
  SELECT
    disk_id, disk_name, user_id, size_gb, disk_size, created_at, last_used, in_use, reservation_id,
    is_backing_up, is_deleted, delete_date::text, marked_deleted_at, snapshot_count, pending_snapshot_count,
    last_snapshot_at, latest_snapshot_content_s3, ebs_volume_id, operation_id, operation_status,
    operation_error, last_updated
  FROM gpu_dev.disks AS due
  WHERE due.is_deleted AND due.delete_date IS NOT NULL AND due.delete_date <= timezone('UTC', now())::date
  ORDER BY due.delete_date, due.disk_id
  LIMIT $1
`
