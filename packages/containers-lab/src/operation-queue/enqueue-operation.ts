import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface EnqueueOperationParameters {
  containerId?: number
  operation: 'create' | 'start' | 'stop' | 'snapshot' | 'delete'
  /** What the operation needs to know. */
  payload?: Record<string, unknown>
  /** @default as soon as possible */
  scheduledAt?: Date
  /** @default 5 */
  maxAttempts?: number
}

const enqueueOperationParameters = z.object({
  containerId: z.int().positive().optional(),
  operation: z.enum(['create', 'start', 'stop', 'snapshot', 'delete']),
  payload: z.record(z.string(), z.unknown()).optional(),
  scheduledAt: z.date().optional(),
  maxAttempts: z.int().min(1).max(1000).default(5),
})

/**
 * Puts an operation into the queue, at once or for a time, and gives its id.
 *
 * Inside a transaction it is there once that commits; then wake the workers with a notifier of `@schemata/worker`.
 *
 * @throws UnknownReferenceError
 * @throws InvalidInputError
 * @example
 * const operationId = await enqueueOperation(db, { containerId, operation: 'stop' })
 */
export async function enqueueOperation(db: Queryable, parameters: EnqueueOperationParameters): Promise<string> {
  const input = parseInput('enqueueOperation', enqueueOperationParameters, parameters)
  const { rows } = await db
    .query(ENQUEUE_OPERATION, [
      input.containerId,
      input.operation,
      input.payload && JSON.stringify(input.payload),
      input.scheduledAt,
      input.maxAttempts,
    ])
    .catch((cause) => {
      throw explainWrite(cause)
    })
  return z.object({ value: z.string() }).parse(rows[0]).value
}

const ENQUEUE_OPERATION = `
  SELECT containers_lab.enqueue_operation($1, $2, $3::jsonb, $4, $5)::text AS value
`
