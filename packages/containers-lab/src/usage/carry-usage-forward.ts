import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

/**
 * Makes the counters of today, and of days that were missed, for whoever still holds something; gives their number.
 *
 * @example
 * await carryUsageForward(pool)
 */
export async function carryUsageForward(db: Queryable): Promise<number> {
  const { rows } = await db.query(CARRY_USAGE_FORWARD)
  return z.object({ value: z.number() }).parse(rows[0]).value
}

const CARRY_USAGE_FORWARD = `
  SELECT containers_lab.carry_usage_forward()::float8 AS value
`
