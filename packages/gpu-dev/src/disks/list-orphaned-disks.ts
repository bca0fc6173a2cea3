import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

/** A disk that somebody should look at, and why. */
export interface OrphanedDisk {
  diskId: string
  owner: string
  diskName: string
  ebsVolumeId: string | null
  reason: 'holder_ended' | 'removal_overdue' | 'no_volume' | 'unknown_owner'
}

const orphanedDisk = z
  .object({
    disk_id: z.string(),
    user_id: z.string(),
    disk_name: z.string(),
    ebs_volume_id: z.string().nullable(),
    reason: z.enum(['holder_ended', 'removal_overdue', 'no_volume', 'unknown_owner']),
  })
  .transform(
    (row): OrphanedDisk => ({
      diskId: row.disk_id,
      owner: row.user_id,
      diskName: row.disk_name,
      ebsVolumeId: row.ebs_volume_id,
      reason: row.reason,
    }),
  )

/**
 * Lists disks that nobody seems to answer for, by owner and name.
 *
 * @example
 * const orphans = await listOrphanedDisks(pool)
 */
export async function listOrphanedDisks(db: Queryable): Promise<OrphanedDisk[]> {
  const { rows } = await db.query(LIST_ORPHANED_DISKS)
  return z.array(orphanedDisk).parse(rows)
}

const LIST_ORPHANED_DISKS = `
  SELECT disk_id, user_id, disk_name, ebs_volume_id, reason
  FROM gpu_dev.orphaned_disks
  ORDER BY user_id, disk_name
`
