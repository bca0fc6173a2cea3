import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export const purgeableTable = z.enum([
  'build_access_log',
  'build_events',
  'build_metrics',
  'build_queue',
  'build_artifacts',
  'build_cache_registry',
  'build_manifests',
  'conversations',
  'customers',
])

export type PurgeableTable = z.infer<typeof purgeableTable>

export interface PurgeOldRowsParameters {
  table: PurgeableTable
  olderThanDays: number
  /** 1 to 10000 a call. @default 1000 */
  limit?: number
}

const purgeOldRowsParameters = z.object({
  table: purgeableTable,
  olderThanDays: z.int32().nonnegative(),
  limit: z.int().min(1).max(10_000).default(1000),
})

/**
 * Deletes old rows of one table for good, a batch a call, and gives how many.
 *
 * Of logs, events and metrics by their time; of builds and conversations those that have
 * ended; of everything else those that were deleted before. Rows in use are passed over,
 * as are the customer `system` and customers with a build running.
 *
 * @throws InvalidInputError
 * @example
 * while ((await purgeOldRows(pool, { table: 'build_metrics', olderThanDays: 30 })) > 0);
 */
export async function purgeOldRows(db: Queryable, parameters: PurgeOldRowsParameters): Promise<number> {
  const { table, olderThanDays, limit } = parseInput('purgeOldRows', purgeOldRowsParameters, parameters)
  const { rows } = await db.query(PURGE_OLD_ROWS, [table, olderThanDays, limit])
  return z.object({ count: z.int() }).parse(rows[0]).count
}

const PURGE_OLD_ROWS = `
  SELECT build_orchestrator.purge_old_rows($1, $2, $3)::float8 AS count
`
