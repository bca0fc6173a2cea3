import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface PurgeMetricsParameters {
  days: number
  /** @default 10000 */
  limit?: number
}

const purgeMetricsParameters = z.object({
  days: z.int().nonnegative(),
  limit: z.int().min(1).max(100_000).default(10_000),
})

/**
 * Deletes measurements older than so many days, oldest first; gives how many.
 *
 * @throws InvalidInputError
 * @example
 * while ((await purgeMetrics(pool, { days: 30 })) > 0);
 */
export async function purgeMetrics(db: Queryable, parameters: PurgeMetricsParameters): Promise<number> {
  const input = parseInput('purgeMetrics', purgeMetricsParameters, parameters)
  const { rows } = await db.query(PURGE_METRICS, [input.days, input.limit])
  return z.object({ value: z.number() }).parse(rows[0]).value
}

const PURGE_METRICS = `
  SELECT containers_lab.purge_metrics($1, $2)::float8 AS value
`
