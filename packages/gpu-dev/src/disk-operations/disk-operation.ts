import { z } from 'zod'

import { diskOperationsRow } from '../generated/rows.js'

/** What was asked to be done to a disk, and how it went. */
export interface DiskOperation {
  operationId: string
  /** Null once the disk was removed. */
  diskId: string | null
  owner: string
  /** What it was called then. */
  diskName: string
  action: 'create_disk' | 'delete_disk'
  status: 'pending' | 'running' | 'completed' | 'failed'
  sizeGb: number | null
  /** YYYY-MM-DD. */
  deleteDate: string | null
  /** Of the last start. */
  fence: number
  requestedAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  error: string | null
}

/** A row as the statements of this folder give it: the date as text. */
const diskOperationRow = diskOperationsRow.extend({ delete_date: z.string().nullable() })

export const diskOperation = diskOperationRow.transform(
  (row): DiskOperation => ({
    operationId: row.operation_id,
    diskId: row.disk_id,
    owner: row.user_id,
    diskName: row.disk_name,
    action: row.action,
    status: row.status,
    sizeGb: row.size_gb,
    deleteDate: row.delete_date,
    fence: row.fence,
    requestedAt: row.requested_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    error: row.error,
  }),
)
