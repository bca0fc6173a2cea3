import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface RemoveDiskParameters {
  diskId: string
}

const removeDiskParameters = z.object({ diskId: z.guid() })

/**
 * Removes the row of a disk whose volume is gone; false where there is none, or where it is
 * in use. Its operations stay as history. To delete a disk, use `requestDiskDelete`.
 *
 * @throws InvalidInputError
 * @example
 * await removeDisk(pool, { diskId })
 */
export async function removeDisk(db: Queryable, parameters: RemoveDiskParameters): Promise<boolean> {
  const { diskId } = parseInput('removeDisk', removeDiskParameters, parameters)
  const { rows } = await db.query(REMOVE_DISK, [diskId])
  return rows.length > 0
}

const REMOVE_DISK = 'DELETE FROM gpu_dev.disks WHERE disk_id = $1 AND NOT in_use RETURNING disk_id'
