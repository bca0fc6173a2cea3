import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface CompleteDiskSnapshotParameters {
  diskId: string
  /** Whether there is a snapshot more. @default true */
  isSuccessful?: boolean
  /** What is used of the disk, for people. @default what is known already */
  diskSize?: string
  /** Where the list of its content lies. @default what is known already */
  contentS3?: string
}

const completeDiskSnapshotParameters = z.object({
  diskId: z.guid(),
  isSuccessful: z.boolean().default(true),
  diskSize: z.string().max(100).optional(),
  contentS3: z.string().min(1).optional(),
})
const pendingRow = z.object({ pending: z.number().nullable() })

/**
 * Counts a snapshot that is over. Gives how many are still being taken, never below 0;
 * undefined for an unknown disk.
 *
 * @throws InvalidInputError
 * @example
 * await completeDiskSnapshot(pool, { diskId, diskSize: '1.2G' })
 */
export async function completeDiskSnapshot(
  db: Queryable,
  parameters: CompleteDiskSnapshotParameters,
): Promise<number | undefined> {
  const given = parseInput('completeDiskSnapshot', completeDiskSnapshotParameters, parameters)
  const { rows } = await db.query(COMPLETE_DISK_SNAPSHOT, [
    given.diskId,
    given.isSuccessful,
    given.diskSize,
    given.contentS3,
  ])
  return pendingRow.parse(rows[0]).pending ?? undefined
}

const COMPLETE_DISK_SNAPSHOT = 'SELECT gpu_dev.complete_disk_snapshot($1, $2, $3, $4) AS pending'
