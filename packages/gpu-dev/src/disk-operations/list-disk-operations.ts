import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { pageLimit } from '../page-limit.js'
import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'
import { type DiskOperation, diskOperation } from './disk-operation.js'

export interface ListDiskOperationsParameters {
  owner: string
  /** @default all disks of the owner */
  diskName?: string
  /** @default 100 */
  limit?: number
}

const listDiskOperationsParameters = z.object({
  owner: userName,
  diskName: z.string().optional(),
  limit: pageLimit.default(100),
})

/**
 * Lists the operations on somebody's disks, newest first, those that are over included.
 *
 * @throws InvalidInputError
 * @example
 * const history = await listDiskOperations(pool, { owner: 'ada', diskName: 'scratch' })
 */
export async function listDiskOperations(
  db: Queryable,
  parameters: ListDiskOperationsParameters,
): Promise<DiskOperation[]> {
  const { owner, diskName, limit } = parseInput('listDiskOperations', listDiskOperationsParameters, parameters)
  const { rows } = await db.query(LIST_DISK_OPERATIONS, [owner, diskName, limit])
  return z.array(diskOperation).parse(rows)
}

const LIST_DISK_OPERATIONS = `
  SELECT
    operation_id, disk_id, user_id, disk_name, action, status, size_gb, delete_date::text, fence, requested_at,
    started_at, finished_at, error
  FROM gpu_dev.disk_operations
  WHERE user_id = $1 AND ($2::text IS NULL OR disk_name = $2)
  ORDER BY requested_at DESC, operation_id
  LIMIT $3
`
