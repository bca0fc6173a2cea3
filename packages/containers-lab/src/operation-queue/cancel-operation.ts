import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface CancelOperationParameters {
  operationId: string
  reason?: string
}

const cancelOperationParameters = z.object({
  operationId: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
  reason: z.string().min(1).max(10_000).optional(),
})

/** `cancelled`: it was waiting. `requested`: its worker is told at the next heartbeat. */
export type OperationCancellation = 'cancelled' | 'requested'

/**
 * Stops an operation, or gives `undefined` when it is over or cannot be seen.
 *
 * One that waits is cancelled at once. One that runs is cancelled when its attempt ends without success, or when its
 * worker is lost; when it succeeds first it is completed. `redriveOperation` puts a cancelled one back. Waits for
 * whoever is writing to the operation.
 *
 * @throws InvalidInputError
 * @example
 * if ((await cancelOperation(db, { operationId, reason: 'wrong image' })) === 'requested') console.log('stopping')
 */
export async function cancelOperation(
  db: Queryable,
  parameters: CancelOperationParameters,
): Promise<OperationCancellation | undefined> {
  const input = parseInput('cancelOperation', cancelOperationParameters, parameters)
  const { rows } = await db.query(CANCEL_OPERATION, [input.operationId, input.reason])
  return z.object({ outcome: z.enum(['cancelled', 'requested']).nullable() }).parse(rows[0]).outcome ?? undefined
}

const CANCEL_OPERATION = `
  SELECT containers_lab.cancel_operation($1, $2) AS outcome
`
