import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'
import { type Disk, disk } from './disk.js'
import { diskName as name } from './disk-name.js'

export interface UpsertDiskParameters {
  owner: string
  diskName: string
  /** @default what is known already */
  sizeGb?: number
  /** What is used of it, for people. @default what is known already */
  diskSize?: string
  /** @default what is known already */
  ebsVolumeId?: string
  /** @default what is known already */
  snapshotCount?: number
  /** @default what is known already */
  lastSnapshotAt?: Date
}

const upsertDiskParameters = z.object({
  owner: userName,
  diskName: name,
  sizeGb: z.int().min(1).optional(),
  diskSize: z.string().max(100).optional(),
  ebsVolumeId: z.string().min(1).optional(),
  snapshotCount: z.int().min(0).optional(),
  lastSnapshotAt: z.date().optional(),
})

/**
 * Makes a disk, or adds to one of that owner and name what became known of it. Says nothing
 * of who holds it and whether it is deleted.
 *
 * @throws InvalidInputError
 * @example
 * const disk = await upsertDisk(pool, { owner: 'ada', diskName: 'scratch', ebsVolumeId: 'vol-0a1b' })
 */
export async function upsertDisk(db: Queryable, parameters: UpsertDiskParameters): Promise<Disk> {
  const given = parseInput('upsertDisk', upsertDiskParameters, parameters)
  const { rows } = await db.query(UPSERT_DISK, [
    given.owner,
    given.diskName,
    given.sizeGb,
    given.diskSize,
    given.ebsVolumeId,
    given.snapshotCount,
    given.lastSnapshotAt,
  ])
  return disk.parse(rows[0])
}

const UPSERT_DISK = `
  INSERT INTO gpu_dev.disks AS disk
    (user_id, disk_name, size_gb, disk_size, ebs_volume_id, snapshot_count, last_snapshot_at)
  VALUES ($1, $2, $3, $4, $5, coalesce($6::integer, 0), $7)
  ON CONFLICT ON CONSTRAINT disks_user_id_disk_name_key DO UPDATE SET
    size_gb = coalesce($3::integer, disk.size_gb),
    disk_size = coalesce($4::text, disk.disk_size),
    ebs_volume_id = coalesce($5::text, disk.ebs_volume_id),
    snapshot_count = coalesce($6::integer, disk.snapshot_count),
    last_snapshot_at = coalesce($7::timestamptz, disk.last_snapshot_at)
  RETURNING
    disk.disk_id, disk.disk_name, disk.user_id, disk.size_gb, disk.disk_size, disk.created_at,
    disk.last_used, disk.in_use, disk.reservation_id, disk.is_backing_up, disk.is_deleted,
    disk.delete_date::text, disk.marked_deleted_at, disk.snapshot_count, disk.pending_snapshot_count,
    disk.last_snapshot_at, disk.latest_snapshot_content_s3, disk.ebs_volume_id, disk.operation_id,
    disk.operation_status, disk.operation_error, disk.last_updated
`
