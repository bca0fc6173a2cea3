import type { Queryable } from '@schemata/contract'

import { getMetrics } from './get-metrics.js'
import { type Health, judgeHealth } from './judge-health.js'

const FIVE_MINUTES_MS = 300_000

/**
 * Says whether the outbox is healthy, from the database, and if not, why.
 *
 * @example
 * const { healthy, reasons } = await getHealth(pool)
 */
export async function getHealth(db: Queryable): Promise<Health> {
  return judgeHealth(await getMetrics(db, { withinMs: FIVE_MINUTES_MS }))
}
