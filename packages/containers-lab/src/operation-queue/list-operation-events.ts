import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListOperationEventsParameters {
  operationId: string
}

const listOperationEventsParameters = z.object({
  operationId: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
})

export interface OperationEvent {
  action: string
  details: unknown
  userId: number | null
  createdAt: Date
}

const operationEvent = z.object({
  action: z.string(),
  details: z.unknown(),
  userId: z.int().nullable(),
  createdAt: z.date(),
})

/**
 * Lists the steps of an operation, oldest first.
 *
 * @throws InvalidInputError
 * @example
 * const steps = await listOperationEvents(db, { operationId })
 */
export async function listOperationEvents(
  db: Queryable,
  parameters: ListOperationEventsParameters,
): Promise<OperationEvent[]> {
  const input = parseInput('listOperationEvents', listOperationEventsParameters, parameters)
  const { rows } = await db.query(LIST_OPERATION_EVENTS, [input.operationId])
  return z.array(operationEvent).parse(rows)
}

const LIST_OPERATION_EVENTS = `
  SELECT entry.action, entry.details, entry.created_by AS "userId", entry.created_at AS "createdAt"
  FROM containers_lab.operation_audit AS entry
  WHERE entry.operation_queue_id = $1
  ORDER BY entry.id
`
