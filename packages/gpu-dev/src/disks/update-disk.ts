import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

/** What may be changed of a disk besides its name, its holder and its deletion. Null empties a field. */
export interface DiskChanges {
  sizeGb?: number | null
  diskSize?: string | null
  ebsVolumeId?: string | null
  snapshotCount?: number
  lastSnapshotAt?: Date | null
  latestSnapshotContentS3?: string | null
}

export interface UpdateDiskParameters {
  diskId: string
  /** Only what is named here changes. */
  changes: DiskChanges
}

const updateDiskParameters = z.object({
  diskId: z.guid(),
  changes: z.strictObject({
    sizeGb: z.int().min(1).nullable().optional(),
    diskSize: z.string().max(100).nullable().optional(),
    ebsVolumeId: z.string().min(1).nullable().optional(),
    snapshotCount: z.int().min(0).optional(),
    lastSnapshotAt: z.date().nullable().optional(),
    latestSnapshotContentS3: z.string().min(1).nullable().optional(),
  }),
})

/**
 * Records what became known of a disk; false where there is none of that id. A closed set
 * of fields, in one statement.
 *
 * @throws InvalidInputError also for a field that is not of the set.
 * @example
 * await updateDisk(pool, { diskId, changes: { diskSize: '1.2G' } })
 */
export async function updateDisk(db: Queryable, parameters: UpdateDiskParameters): Promise<boolean> {
  const { diskId, changes } = parseInput('updateDisk', updateDiskParameters, parameters)
  const columns = Object.entries(changes).map(([field, value]) => [COLUMNS[field as keyof DiskChanges], value])
  const { rows } = await db.query(UPDATE_DISK, [diskId, JSON.stringify(Object.fromEntries(columns))])
  return rows.length > 0
}

const COLUMNS: Record<keyof DiskChanges, string> = {
  sizeGb: 'size_gb',
  diskSize: 'disk_size',
  ebsVolumeId: 'ebs_volume_id',
  snapshotCount: 'snapshot_count',
  lastSnapshotAt: 'last_snapshot_at',
  latestSnapshotContentS3: 'latest_snapshot_content_s3',
}

const UPDATE_DISK = `
  UPDATE gpu_dev.disks AS disk
  SET (size_gb, disk_size, ebs_volume_id, snapshot_count, last_snapshot_at, latest_snapshot_content_s3) = (
    SELECT
      given.size_gb, given.disk_size, given.ebs_volume_id, given.snapshot_count, given.last_snapshot_at,
      given.latest_snapshot_content_s3
    -- What is not named keeps its value.
    FROM jsonb_populate_record(disk, $2::jsonb) AS given
  )
  WHERE disk.disk_id = $1
  RETURNING disk.disk_id
`
