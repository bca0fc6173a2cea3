import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface SweepOperationsParameters {
  /** @default 500 */
  limit?: number
}

const sweepOperationsParameters = z.object({
  limit: z.int().min(1).max(10_000).default(500),
})

export interface SweptOperations {
  requeued: number
  givenUp: number
  madeReady: number
}

const sweptOperations = z.object({
  requeued: z.int(),
  givenUp: z.int(),
  madeReady: z.int(),
})

/**
 * Takes back what workers have lost, gives up what was tried often enough, and makes ready what is due.
 *
 * @throws InvalidInputError
 * @example
 * const { requeued } = await sweepOperations(pool)
 */
export async function sweepOperations(
  db: Queryable,
  parameters: SweepOperationsParameters = {},
): Promise<SweptOperations> {
  const input = parseInput('sweepOperations', sweepOperationsParameters, parameters)
  const { rows } = await db.query(SWEEP_OPERATIONS, [input.limit])
  return sweptOperations.parse(rows[0])
}

const SWEEP_OPERATIONS = `
  SELECT requeued::integer, given_up::integer AS "givenUp", made_ready::integer AS "madeReady"
  FROM containers_lab.sweep_operations($1)
`
