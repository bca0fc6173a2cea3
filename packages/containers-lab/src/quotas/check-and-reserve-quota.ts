import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface CheckAndReserveQuotaParameters {
  userId: number
  /** On whose quota, where the person has none of their own. */
  teamId?: number
  cores: number
  memoryMb: number
  diskMb: number
}

export const checkAndReserveQuotaParameters = z.object({
  userId: z.int().positive(),
  teamId: z.int().positive().optional(),
  cores: z.int32().positive(),
  memoryMb: z.int().positive(),
  diskMb: z.int().positive(),
})

/**
 * Takes resources without a container; false when the quota does not suffice, and then nothing is written.
 *
 * Of two calls at once that do not both fit, exactly one gets true. True without a reservation where no quota applies.
 *
 * @throws RuleViolatedError
 * @throws InvalidInputError
 * @example
 * const granted = await checkAndReserveQuota(db, { userId: 7, cores: 1, memoryMb: 512, diskMb: 1024 })
 */
export async function checkAndReserveQuota(
  db: Queryable,
  parameters: CheckAndReserveQuotaParameters,
): Promise<boolean> {
  const input = parseInput('checkAndReserveQuota', checkAndReserveQuotaParameters, parameters)
  return reserve(db, CHECK_AND_RESERVE_QUOTA, input)
}

/** Sends one of the statements that reserve; their parameters are the same. */
export async function reserve(
  db: Queryable,
  statement: string,
  input: CheckAndReserveQuotaParameters,
): Promise<boolean> {
  const { userId, teamId, cores, memoryMb, diskMb } = input
  const { rows } = await db.query(statement, [userId, teamId, cores, memoryMb, diskMb]).catch((cause) => {
    throw explainWrite(cause)
  })
  return z.object({ value: z.boolean() }).parse(rows[0]).value
}

const CHECK_AND_RESERVE_QUOTA = `
  SELECT containers_lab.check_and_reserve_quota($1, $2, $3, $4, $5) AS value
`
