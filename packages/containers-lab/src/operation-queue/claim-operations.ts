import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type ClaimedOperation, claimedOperationRow } from './claimed-operation.js'

export interface ClaimOperationsParameters {
  /** Recorded on the operations; another process must not use it. */
  workerId: string
  /** @default 1 */
  limit?: number
  /** How long the worker may be silent. @default 60000 */
  leaseMs?: number
}

const claimOperationsParameters = z.object({
  workerId: z.string().min(1).max(200),
  limit: z.int().min(1).max(1000).default(1),
  leaseMs: z.int().positive().max(86_400_000).default(60_000),
})

/**
 * Gives a worker the oldest ready operations, each to one worker only; what another is taking is passed over.
 *
 * @throws InvalidInputError
 * @example
 * const operations = await claimOperations(pool, { workerId: 'worker-1', limit: 5 })
 */
export async function claimOperations(
  db: Queryable,
  parameters: ClaimOperationsParameters,
): Promise<ClaimedOperation[]> {
  const input = parseInput('claimOperations', claimOperationsParameters, parameters)
  const { rows } = await db.query(CLAIM_OPERATIONS, [input.workerId, input.limit, input.leaseMs])
  return z.array(claimedOperationRow).parse(rows)
}

const CLAIM_OPERATIONS = `
  SELECT next.id::text AS "operationId", next.container_id AS "containerId", next.operation, next.payload, next.attempts,
    next.fence::text AS fence, next.lease_until AS "leaseUntil"
  FROM containers_lab.claim_operations($1, $2, $3::float8 * interval '1 ms') AS next
`
