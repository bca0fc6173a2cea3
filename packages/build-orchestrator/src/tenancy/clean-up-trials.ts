import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface CleanUpTrialsParameters {
  /** Since the trial ended. @default 7 */
  graceDays?: number
  /** 1 to 10000 a call. @default 1000 */
  limit?: number
}

const cleanUpTrialsParameters = z.object({
  graceDays: z.int32().nonnegative().default(7),
  limit: z.int().min(1).max(10_000).default(1000),
})

/**
 * Deletes customers for the time being whose trial ended some days ago, and gives their
 * ids: subscription cancelled, license expired. Meant for every night.
 *
 * @throws InvalidInputError
 * @example
 * const gone = await cleanUpTrials(pool)
 */
export async function cleanUpTrials(db: Queryable, parameters: CleanUpTrialsParameters = {}): Promise<string[]> {
  const { graceDays, limit } = parseInput('cleanUpTrials', cleanUpTrialsParameters, parameters)
  const { rows } = await db.query(CLEAN_UP_TRIALS, [graceDays, limit])
  return z.array(z.object({ customer_id: z.string() }).transform((row) => row.customer_id)).parse(rows)
}

const CLEAN_UP_TRIALS = `
  SELECT customer_id
  FROM build_orchestrator.clean_up_trials($1, $2)
`
