import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface CompleteOperationParameters {
  operationId: string
  /** As the claim gave it. */
  fence: string
  details?: Record<string, unknown>
}

const completeOperationParameters = z.object({
  operationId: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
  fence: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
  details: z.record(z.string(), z.unknown()).optional(),
})

/**
 * Ends an operation well; false when the worker has lost it, and then nothing is written.
 *
 * @throws InvalidInputError
 * @example
 * await completeOperation(pool, { operationId, fence })
 */
export async function completeOperation(db: Queryable, parameters: CompleteOperationParameters): Promise<boolean> {
  const input = parseInput('completeOperation', completeOperationParameters, parameters)
  const { rows } = await db.query(COMPLETE_OPERATION, [
    input.operationId,
    input.fence,
    input.details && JSON.stringify(input.details),
  ])
  return z.object({ value: z.boolean() }).parse(rows[0]).value
}

const COMPLETE_OPERATION = `
  SELECT containers_lab.complete_operation($1, $2, $3::jsonb) AS value
`
