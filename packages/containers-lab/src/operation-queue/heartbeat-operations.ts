import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface HeartbeatOperationsParameters {
  holds: readonly { operationId: string; fence: string }[]
  /** How long the worker may be silent. @default 60000 */
  leaseMs?: number
}

const heartbeatOperationsParameters = z.object({
  holds: z
    .array(
      z.object({
        operationId: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
        fence: z.string().regex(/^\d{1,19}$/, 'expected an id, as text'),
      }),
    )
    .max(10_000),
  leaseMs: z.int().positive().max(86_400_000).default(60_000),
})

export interface HeldId {
  operationId: string
  /** Somebody wants it stopped: end it with `failOperation`, and it is cancelled. */
  cancelRequested: boolean
}

const heldId = z.object({
  operationId: z.string(),
  cancelRequested: z.boolean(),
})

/**
 * Prolongs leases and gives the ids that the worker still holds, with those it is to stop; the others are lost.
 *
 * @throws InvalidInputError
 * @example
 * const held = await heartbeatOperations(pool, { holds })
 */
export async function heartbeatOperations(db: Queryable, parameters: HeartbeatOperationsParameters): Promise<HeldId[]> {
  const input = parseInput('heartbeatOperations', heartbeatOperationsParameters, parameters)
  const { rows } = await db.query(HEARTBEAT_OPERATIONS, [
    input.holds.map(({ operationId }) => operationId),
    input.holds.map(({ fence }) => fence),
    input.leaseMs,
  ])
  return z.array(heldId).parse(rows)
}

const HEARTBEAT_OPERATIONS = `
  SELECT held.id::text AS "operationId",
    held.id IN (
      SELECT asked.id FROM containers_lab.cancel_requests($1::bigint[], $2::bigint[]) AS asked (id)
    ) AS "cancelRequested"
  FROM containers_lab.heartbeat_operations($1::bigint[], $2::bigint[], $3::float8 * interval '1 ms') AS held (id)
`
