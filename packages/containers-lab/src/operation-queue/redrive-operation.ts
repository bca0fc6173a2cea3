import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface RedriveOperationParameters {
  operationId: string
}

const redriveOperationParameters = z.object({
  operationId: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
})

/**
 * Puts an operation that was given up or cancelled back into the queue, with all its attempts; false when it was not.
 *
 * @throws InvalidInputError
 * @example
 * await redriveOperation(pool, { operationId })
 */
export async function redriveOperation(db: Queryable, parameters: RedriveOperationParameters): Promise<boolean> {
  const input = parseInput('redriveOperation', redriveOperationParameters, parameters)
  const { rows } = await db.query(REDRIVE_OPERATION, [input.operationId])
  return z.object({ value: z.boolean() }).parse(rows[0]).value
}

const REDRIVE_OPERATION = `
  SELECT containers_lab.redrive_operation($1) AS value
`
