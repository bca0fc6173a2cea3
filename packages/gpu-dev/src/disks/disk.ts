import { z } from 'zod'

import { disksRow } from '../generated/rows.js'

export interface Disk {
  diskId: string
  diskName: string
  /** The owner's user name. */
  owner: string
  sizeGb: number | null
  /** What is used of it, for people. */
  diskSize: string | null
  createdAt: Date | null
  /** When it was last attached or freed. */
  lastUsedAt: Date | null
  isInUse: boolean
  /** Who holds it. */
  reservationId: string | null
  isBackingUp: boolean
  isDeleted: boolean
  /** When its data goes, YYYY-MM-DD. */
  deleteDate: string | null
  deletedAt: Date | null
  snapshotCount: number
  pendingSnapshotCount: number
  lastSnapshotAt: Date | null
  latestSnapshotContentS3: string | null
  ebsVolumeId: string | null
  /** The newest one. */
  operationId: string | null
  operationStatus: string | null
  operationError: string | null
  lastUpdatedAt: Date | null
}

/** A row as the statements of this folder give it: the date as text. */
export const diskRow = disksRow
  .pick({
    disk_id: true,
    disk_name: true,
    user_id: true,
    size_gb: true,
    disk_size: true,
    created_at: true,
    last_used: true,
    in_use: true,
    reservation_id: true,
    is_backing_up: true,
    is_deleted: true,
    marked_deleted_at: true,
    snapshot_count: true,
    pending_snapshot_count: true,
    last_snapshot_at: true,
    latest_snapshot_content_s3: true,
    ebs_volume_id: true,
    operation_id: true,
    operation_status: true,
    operation_error: true,
    last_updated: true,
  })
  .extend({ delete_date: z.string().nullable() })

export const disk = diskRow.transform(
  (row): Disk => ({
    diskId: row.disk_id,
    diskName: row.disk_name,
    owner: row.user_id,
    sizeGb: row.size_gb,
    diskSize: row.disk_size,
    createdAt: row.created_at,
    lastUsedAt: row.last_used,
    isInUse: row.in_use,
    reservationId: row.reservation_id,
    isBackingUp: row.is_backing_up ?? false,
    isDeleted: row.is_deleted,
    deleteDate: row.delete_date,
    deletedAt: row.marked_deleted_at,
    snapshotCount: row.snapshot_count ?? 0,
    pendingSnapshotCount: row.pending_snapshot_count ?? 0,
    lastSnapshotAt: row.last_snapshot_at,
    latestSnapshotContentS3: row.latest_snapshot_content_s3,
    ebsVolumeId: row.ebs_volume_id,
    operationId: row.operation_id,
    operationStatus: row.operation_status,
    operationError: row.operation_error,
    lastUpdatedAt: row.last_updated,
  }),
)
