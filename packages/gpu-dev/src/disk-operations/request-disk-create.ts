import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { diskName as name } from '../disks/disk-name.js'
import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'

export interface RequestDiskCreateParameters {
  owner: string
  diskName: string
  sizeGb: number
  /** @default a UUID */
  operationId?: string
}

/** `name_taken`: by a disk of the owner, which may be a deleted one whose data is still there. */
export type RequestedDiskCreate =
  | { outcome: 'requested'; diskId: string; operationId: string; messageId: string }
  | { outcome: 'name_taken' | 'limit_exceeded' }

const requestDiskCreateParameters = z.object({
  owner: userName,
  diskName: name,
  sizeGb: z.int().min(1).max(1_000_000),
  operationId: z.guid().optional(),
})

const requestedRow = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('requested'),
    disk_id: z.string(),
    operation_id: z.string(),
    message_id: z.string(),
  }),
  z.object({ outcome: z.enum(['name_taken', 'limit_exceeded']) }),
])

/**
 * Asks for a disk: its row, the operation that its client polls and the message to the
 * processor in one statement, within the owner's limits. It can be acquired once it is made.
 *
 * @throws InvalidInputError
 * @example
 * const asked = await requestDiskCreate(pool, { owner: 'ada', diskName: 'scratch', sizeGb: 500 })
 */
export async function requestDiskCreate(
  db: Queryable,
  parameters: RequestDiskCreateParameters,
): Promise<RequestedDiskCreate> {
  const { owner, diskName, sizeGb, operationId } = parseInput(
    'requestDiskCreate',
    requestDiskCreateParameters,
    parameters,
  )
  const { rows } = await db.query(REQUEST_DISK_CREATE, [owner, diskName, sizeGb, operationId])
  const row = requestedRow.parse(rows[0])
  if (row.outcome !== 'requested') return { outcome: row.outcome }
  return { outcome: row.outcome, diskId: row.disk_id, operationId: row.operation_id, messageId: row.message_id }
}

const REQUEST_DISK_CREATE = `
  SELECT outcome, disk_id, operation_id, message_id::text FROM gpu_dev.request_disk_create($1, $2, $3, $4)
`
