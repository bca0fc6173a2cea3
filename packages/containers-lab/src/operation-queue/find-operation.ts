import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Operation, operationRow } from './operation.js'

export interface FindOperationParameters {
  operationId: string
}

const findOperationParameters = z.object({
  operationId: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
})

/**
 * Gives an operation, or `undefined` where there is none.
 *
 * @throws InvalidInputError
 * @example
 * const operation = await findOperation(db, { operationId })
 */
export async function findOperation(
  db: Queryable,
  parameters: FindOperationParameters,
): Promise<Operation | undefined> {
  const input = parseInput('findOperation', findOperationParameters, parameters)
  const { rows } = await db.query(FIND_OPERATION, [input.operationId])
  return operationRow.optional().parse(rows[0])
}

const FIND_OPERATION = `
  SELECT item.id::text AS "operationId", item.container_id AS "containerId", item.operation, item.payload, item.status,
    item.attempts, item.max_attempts AS "maxAttempts", item.scheduled_at AS "scheduledAt",
    item.not_before AS "notBefore", item.claimed_by AS "claimedBy", item.lease_until AS "leaseUntil",
    item.dead_reason AS "deadReason", item.cancel_requested_at AS "cancelRequestedAt",
    item.created_at AS "createdAt", item.completed_at AS "completedAt"
  FROM containers_lab.operation_queue AS item
  WHERE item.id = $1
`
