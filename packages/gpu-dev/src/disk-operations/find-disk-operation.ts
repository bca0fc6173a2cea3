import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type DiskOperation, diskOperation } from './disk-operation.js'

export interface FindDiskOperationParameters {
  operationId: string
}

const findDiskOperationParameters = z.object({ operationId: z.guid() })

/**
 * Gives an operation by id, or undefined. It is there from the moment it was asked for, and
 * stays when it is over.
 *
 * @throws InvalidInputError
 * @example
 * const { status } = (await findDiskOperation(pool, { operationId })) ?? {}
 */
export async function findDiskOperation(
  db: Queryable,
  parameters: FindDiskOperationParameters,
): Promise<DiskOperation | undefined> {
  const { operationId } = parseInput('findDiskOperation', findDiskOperationParameters, parameters)
  const { rows } = await db.query(FIND_DISK_OPERATION, [operationId])
  return diskOperation.optional().parse(rows[0])
}

const FIND_DISK_OPERATION = `
  SELECT
    operation_id, disk_id, user_id, disk_name, action, status, size_gb, delete_date::text, fence, requested_at,
    started_at, finished_at, error
  FROM gpu_dev.disk_operations
  WHERE operation_id = $1
`
