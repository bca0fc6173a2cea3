import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface StartDiskSnapshotParameters {
  diskId: string
}

const startDiskSnapshotParameters = z.object({ diskId: z.guid() })
const pendingRow = z.object({ pending: z.number().nullable() })

/**
 * Counts a snapshot that is being taken: the disk cannot be acquired until all are over.
 * Gives how many there are now; undefined for an unknown disk.
 *
 * @throws InvalidInputError
 * @example
 * await startDiskSnapshot(pool, { diskId })
 */
export async function startDiskSnapshot(
  db: Queryable,
  parameters: StartDiskSnapshotParameters,
): Promise<number | undefined> {
  const { diskId } = parseInput('startDiskSnapshot', startDiskSnapshotParameters, parameters)
  const { rows } = await db.query(START_DISK_SNAPSHOT, [diskId])
  return pendingRow.parse(rows[0]).pending ?? undefined
}

const START_DISK_SNAPSHOT = 'SELECT gpu_dev.start_disk_snapshot($1) AS pending'
