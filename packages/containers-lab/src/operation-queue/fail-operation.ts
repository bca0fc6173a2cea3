import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface FailOperationParameters {
  operationId: string
  /** As the claim gave it. */
  fence: string
  reason: string
  /** False gives it up at once. @default true */
  retry?: boolean
}

const failOperationParameters = z.object({
  operationId: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
  fence: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
  reason: z.string().min(1).max(10_000),
  retry: z.boolean().default(true),
})

/**
 * Ends an attempt badly: `pending` when it will be tried again, `failed` when it is given up, `cancelled` when
 * somebody wanted it stopped, `undefined` when the worker has lost it.
 *
 * Waits double from two seconds to an hour.
 *
 * @throws InvalidInputError
 * @example
 * await failOperation(pool, { operationId, fence, reason: 'no host' })
 */
export async function failOperation(
  db: Queryable,
  parameters: FailOperationParameters,
): Promise<'pending' | 'failed' | 'cancelled' | undefined> {
  const input = parseInput('failOperation', failOperationParameters, parameters)
  const { rows } = await db.query(FAIL_OPERATION, [input.operationId, input.fence, input.reason, input.retry])
  return z
    .object({
      value: z
        .enum(['pending', 'failed', 'cancelled'])
        .nullable()
        .transform((status) => status ?? undefined),
    })
    .parse(rows[0]).value
}

const FAIL_OPERATION = `
  SELECT containers_lab.fail_operation($1, $2, $3, $4) AS value
`
