import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ReleaseOperationsParameters {
  holds: readonly { operationId: string; fence: string }[]
}

const releaseOperationsParameters = z.object({
  holds: z
    .array(
      z.object({
        operationId: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
        fence: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
      }),
    )
    .max(10_000),
})

export interface ReleasedOperation {
  operationId: string
}

const releasedOperation = z.object({
  operationId: z.string(),
})

/**
 * Hands operations back that were claimed but not begun, no attempt counted; gives those it held.
 *
 * @throws InvalidInputError
 * @example
 * await releaseOperations(pool, { holds })
 */
export async function releaseOperations(
  db: Queryable,
  parameters: ReleaseOperationsParameters,
): Promise<ReleasedOperation[]> {
  const input = parseInput('releaseOperations', releaseOperationsParameters, parameters)
  const { rows } = await db.query(RELEASE_OPERATIONS, [
    input.holds.map(({ operationId }) => operationId),
    input.holds.map(({ fence }) => fence),
  ])
  return z.array(releasedOperation).parse(rows)
}

const RELEASE_OPERATIONS = `
  SELECT released.id::text AS "operationId" FROM containers_lab.release_operations($1::bigint[], $2::bigint[]) AS released (id)
`
