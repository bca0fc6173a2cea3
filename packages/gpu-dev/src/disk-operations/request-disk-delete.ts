import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'

export interface RequestDiskDeleteParameters {
  owner: string
  diskName: string
  /** How long the data stays. @default 30 */
  keepDays?: number
  /** @default a UUID */
  operationId?: string
}

/** `deleted`: it was before. `busy`: an operation on it is under way. */
export type RequestedDiskDelete =
  | { outcome: 'requested'; diskId: string; operationId: string; messageId: string; deleteDate: string }
  | { outcome: 'in_use'; holder: string }
  | { outcome: 'missing' | 'deleted' | 'backing_up' | 'busy' }

const requestDiskDeleteParameters = z.object({
  owner: userName,
  diskName: z.string(),
  keepDays: z.int().min(0).max(3650).default(30),
  operationId: z.guid().optional(),
})

const requestedRow = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('requested'),
    disk_id: z.string(),
    operation_id: z.string(),
    message_id: z.string(),
    delete_date: z.string(),
  }),
  z.object({ outcome: z.literal('in_use'), holder: z.string() }),
  z.object({ outcome: z.enum(['missing', 'deleted', 'backing_up', 'busy']) }),
])

/**
 * Deletes a free disk: from now on nobody can acquire it, its data goes when the date has
 * come. Marks it, makes the operation and sends its message in one statement.
 *
 * @throws InvalidInputError
 * @example
 * const asked = await requestDiskDelete(pool, { owner: 'ada', diskName: 'scratch' })
 */
export async function requestDiskDelete(
  db: Queryable,
  parameters: RequestDiskDeleteParameters,
): Promise<RequestedDiskDelete> {
  const { owner, diskName, keepDays, operationId } = parseInput(
    'requestDiskDelete',
    requestDiskDeleteParameters,
    parameters,
  )
  const { rows } = await db.query(REQUEST_DISK_DELETE, [owner, diskName, operationId, keepDays])
  const row = requestedRow.parse(rows[0])
  if (row.outcome === 'in_use') return { outcome: row.outcome, holder: row.holder }
  if (row.outcome !== 'requested') return { outcome: row.outcome }
  const { disk_id: diskId, operation_id: operationOf, message_id: messageId, delete_date: deleteDate } = row
  return { outcome: row.outcome, diskId, operationId: operationOf, messageId, deleteDate }
}

const REQUEST_DISK_DELETE = `
  SELECT outcome, disk_id, operation_id, message_id::text, delete_date::text, holder
  FROM gpu_dev.request_disk_delete($1, $2, $3, $4)
`
