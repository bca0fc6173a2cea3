import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface FinishDiskOperationParameters {
  operationId: string
  /** As it was given at the start. */
  fence: number
  /** Why it failed. @default it did not */
  error?: string
  /** The volume that was made. @default what is known already */
  ebsVolumeId?: string
}

const finishDiskOperationParameters = z.object({
  operationId: z.guid(),
  fence: z.int().min(1),
  error: z.string().min(1).max(10_000).optional(),
  ebsVolumeId: z.string().min(1).optional(),
})
const finishedRow = z.object({ finished: z.boolean() })

/**
 * Completes an operation, or fails it; false where it was taken over or is over already,
 * and then nothing changes. A deletion that failed leaves the disk to its owner.
 *
 * @throws InvalidInputError
 * @example
 * await finishDiskOperation(pool, { operationId, fence, ebsVolumeId: 'vol-0a1b' })
 */
export async function finishDiskOperation(db: Queryable, parameters: FinishDiskOperationParameters): Promise<boolean> {
  const given = parseInput('finishDiskOperation', finishDiskOperationParameters, parameters)
  const { rows } = await db.query(FINISH_DISK_OPERATION, [
    given.operationId,
    given.fence,
    given.error,
    given.ebsVolumeId,
  ])
  return finishedRow.parse(rows[0]).finished
}

const FINISH_DISK_OPERATION = 'SELECT gpu_dev.finish_disk_operation($1, $2, $3, $4) AS finished'
