import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { page } from '../page.js'
import { parseInput } from '../parse-input.js'
import { type Operation, operationRow } from './operation.js'

export interface ListOperationsParameters {
  /** @default of every container */
  containerId?: number
  /** @default any */
  status?: 'pending' | 'in_progress' | 'completed' | 'failed' | 'cancelled'
  /** 1 to 500. @default 50 */
  limit?: number
  /** @default 0 */
  offset?: number
}

const listOperationsParameters = z.object({
  containerId: z.int().positive().optional(),
  status: z.enum(['pending', 'in_progress', 'completed', 'failed', 'cancelled']).optional(),
  limit: page.limit,
  offset: page.offset,
})

/**
 * Lists operations, newest first.
 *
 * @throws InvalidInputError
 * @example
 * const dead = await listOperations(db, { status: 'failed' })
 */
export async function listOperations(db: Queryable, parameters: ListOperationsParameters = {}): Promise<Operation[]> {
  const input = parseInput('listOperations', listOperationsParameters, parameters)
  const { rows } = await db.query(LIST_OPERATIONS, [input.containerId, input.status, input.limit, input.offset])
  return z.array(operationRow).parse(rows)
}

const LIST_OPERATIONS = `
  SELECT item.id::text AS "operationId", item.container_id AS "containerId", item.operation, item.payload, item.status,
    item.attempts, item.max_attempts AS "maxAttempts", item.scheduled_at AS "scheduledAt",
    item.not_before AS "notBefore", item.claimed_by AS "claimedBy", item.lease_until AS "leaseUntil",
    item.dead_reason AS "deadReason", item.cancel_requested_at AS "cancelRequestedAt",
    item.created_at AS "createdAt", item.completed_at AS "completedAt"
  FROM containers_lab.operation_queue AS item
  WHERE ($1::integer IS NULL OR item.container_id = $1) AND ($2::text IS NULL OR item.status = $2)
  ORDER BY item.id DESC
  LIMIT $3 OFFSET $4
`
